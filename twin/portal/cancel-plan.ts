import type { Subscription } from '../billing/subscriptions/subscription-items.ts'
import { callOperation } from '../kernel/call-operation.ts'
import type { Context } from '../kernel/context.ts'
import type { Params } from '../kernel/wire.ts'
import type { Features } from './configuration-features.ts'

export type Told = { feedback?: string; feedback_option?: string; comment?: string }

/** At period end it is `cancel_at` that the portal sets, unless the subscription is of the older billing mode. */
export function cancelPlan(context: Context, subscription: Subscription, { subscription_cancel: how }: Features) {
  const path = { id: subscription.id }
  if (how.mode === 'immediately') {
    const prorate = how.proration_behavior === 'create_prorations'
    callOperation(context, 'subscriptions.cancel', { prorate }, path)
    return
  }
  const isClassic = subscription.billing_mode.type === 'classic'
  const end = isClassic ? { cancel_at_period_end: true } : { cancel_at: 'min_period_end' as const }
  callOperation(context, 'subscriptions.update', end, path)
}

/** Why the customer has canceled, in an update of its own. */
export function tellReason(context: Context, { id }: Subscription, told: Told) {
  if (Object.keys(told).length === 0) return
  const cancellation_details = told as NonNullable<Params<'subscriptions.update'>['cancellation_details']>
  callOperation(context, 'subscriptions.update', { cancellation_details }, { id })
}

export function keepPlan(context: Context, { id }: Subscription) {
  callOperation(context, 'subscriptions.update', { cancel_at_period_end: false }, { id })
}

import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'
import type { Session } from './session-lines.ts'

/** What the customer agreed to see again, as far as it can pay here. */
export function savedMethodsOf(context: Context, session: Session): StripeObject<'payment_method'>[] {
  const { customer, saved_payment_method_options: options, payment_method_types: types } = session
  const shown = options?.allow_redisplay_filters ?? ['always']
  if (!customer) return []
  return context.list(
    'payment_method',
    (one) =>
      one.customer === customer && types.includes(one.type) && shown.includes(one.allow_redisplay ?? 'unspecified'),
  )
}

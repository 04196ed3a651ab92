// A trial that begins, moves or ends within a running subscription.
import type { Context } from '../../kernel/context.ts'
import type { Params } from '../../kernel/wire.ts'
import { prorate } from '../amounts/prorations.ts'
import { itemPrice } from '../invoices/invoice-lines.ts'
import { announceEarlyEnd } from './announce-subscription.ts'
import { keepsAnchor, readTrialEnd } from './billing-cycle.ts'
import { endsWithTrial } from './end-trial.ts'
import { itemsOf, type Subscription } from './subscription-items.ts'

/** @returns whether a trial begins that was not running before */
export function changeTrial(
  context: Context,
  before: Subscription,
  params: Params<'subscriptions.update'>,
  behavior: string,
): boolean {
  const { trial_end: end, trial_from_plan: isFromPlan } = params
  if (end === undefined && !isFromPlan) return false
  const wasTrial = before.status === 'trialing'
  const current = context.get('subscription', before.id)
  if (end === 'now') {
    if (!wasTrial) return false
    announceEarlyEnd(context, current)
    const ended = context.update(current, { trial_end: context.now() })
    if (!endsWithTrial(context, ended)) context.update(ended, { status: 'active' })
    return false
  }
  const prices = itemsOf(context, before).map((item) => itemPrice(context, item))
  const trialEnd = readTrialEnd(params, prices, context.now())
  if (trialEnd === null) return false
  if (!wasTrial && behavior !== 'none') creditUnusedTime(context, before, params.proration_date ?? context.now())
  const start = wasTrial ? undefined : context.now()
  for (const item of itemsOf(context, before))
    context.update(item, { current_period_end: trialEnd, ...(start ? { current_period_start: start } : {}) })
  context.update(current, {
    status: 'trialing',
    trial_end: trialEnd,
    trial_start: wasTrial ? before.trial_start : context.now(),
    ...(keepsAnchor(current) ? {} : { billing_cycle_anchor: trialEnd }),
  })
  context.schedule('subscription.renew', before.id, trialEnd)
  return !wasTrial
}

export function creditUnusedTime(context: Context, subscription: Subscription, at?: number) {
  for (const item of itemsOf(context, subscription)) {
    const before = { price: itemPrice(context, item), quantity: item.quantity ?? 1 }
    prorate(context, { subscription, item, before, after: undefined, at: at ?? item.current_period_start })
  }
}

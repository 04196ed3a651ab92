// `subscription_details` and `discounts` of a preview: made as the calls of subscriptions make them.
import { setSubscriptionDiscounts } from '../../discounts/subscription-discounts.ts'
import type { Context } from '../../kernel/context.ts'
import { invalidRequest, notPlayed, StripeError } from '../../kernel/stripe-error.ts'
import type { Params } from '../../kernel/wire.ts'
import { refuseNotPlayed } from '../../payments/intent-fields.ts'
import { cancelSubscription } from '../subscriptions/cancel-subscription.ts'
import { changeSubscription, type UpdateParams } from '../subscriptions/change-subscription.ts'
import { type CreateParams, createSubscription } from '../subscriptions/create-subscription.ts'
import { nextEnd } from '../subscriptions/item-periods.ts'
import { pauseSubscription } from '../subscriptions/pause-subscription.ts'
import { resumeSubscription } from '../subscriptions/resume-subscription.ts'
import { mostSubscriptionItems, type Subscription } from '../subscriptions/subscription-items.ts'

type PreviewParams = Params<'invoices.createPreview'>
type Details = NonNullable<PreviewParams['subscription_details']>

const notPlayedDetails = ['billing_schedules', 'default_tax_rates']

export function beginPreviewed(context: Context, customer: string, params: PreviewParams): Subscription {
  const details = params.subscription_details ?? {}
  checkDetails(details)
  const { billing_cycle_anchor: anchor, start_date: start, items = [], trial_end: trialEnd } = details
  for (const name of ['cancel_now', 'resume_at', 'pause', 'proration_date'] as const)
    if (details[name])
      throw invalidRequest(`subscription_details[${name}] needs an existing subscription.`, {
        param: `subscription_details[${name}]`,
      })
  const isPast = start !== undefined && start < context.now()
  if (start !== undefined && !isPast) throw notPlayed('previews of subscriptions that start in the future')
  const request = {
    customer,
    items: items.map(({ id: _, deleted: __, clear_usage: ___, ...item }) => item) as NonNullable<CreateParams['items']>,
    payment_behavior: 'default_incomplete',
    ...(params.currency ? { currency: params.currency } : {}),
    ...(params.discounts ? { discounts: params.discounts } : {}),
    ...(trialEnd === undefined ? {} : { trial_end: trialEnd }),
    ...(anchor?.type === 'timestamp' && anchor.timestamp !== undefined
      ? { billing_cycle_anchor: anchor.timestamp }
      : {}),
    ...(isPast ? { backdate_start_date: start } : {}),
    ...(details.proration_behavior ? { proration_behavior: details.proration_behavior } : {}),
    ...(details.billing_mode ? { billing_mode: details.billing_mode } : {}),
    ...(details.cancel_at_period_end ? { cancel_at_period_end: true } : {}),
    ...(details.cancel_at ? { cancel_at: details.cancel_at } : {}),
    ...(details.metadata ? { metadata: details.metadata } : {}),
  } as CreateParams
  return inDetails(details, () => createSubscription(context, request))
}

export function changePreviewed(context: Context, subscription: Subscription, params: PreviewParams) {
  const details = params.subscription_details ?? {}
  checkDetails(details)
  if (params.discounts !== undefined) setSubscriptionDiscounts(context, subscription, params.discounts)
  const current = context.get('subscription', subscription.id)
  const { start_date: start } = details
  if (start !== undefined)
    throw invalidRequest('The start date of a subscription cannot change.', {
      param: 'subscription_details[start_date]',
    })
  if (details.billing_cycle_anchor?.type === 'timestamp')
    throw invalidRequest('The anchor of an existing subscription can only be set to `now` or `unchanged`.', {
      param: 'subscription_details[billing_cycle_anchor]',
    })
  checkProrationDate(context, current, details)
  inDetails(details, () => applyChange(context, current, details))
}

function applyChange(context: Context, current: Subscription, details: Details) {
  const { cancel_now: isCanceled, resume_at: resumesAt, pause, start_date: _, ...change } = details
  const isProrated = details.proration_behavior !== 'none'
  if (isCanceled)
    cancelSubscription(context, current, { prorate: isProrated, invoice_now: true }, details.proration_date)
  else if (resumesAt) resumeSubscription(context, current, {})
  else if (pause && Object.keys(pause).length > 0) pauseSubscription(context, current, pause)
  else if (Object.keys(change).length > 0)
    changeSubscription(context, current, { ...change, payment_behavior: 'default_incomplete' } as UpdateParams)
}

/** What the calls of subscriptions name is named by its place in the preview's parameters. */
function inDetails<Result>(details: Details, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof StripeError)) throw error
    const [, name = '', rest = ''] = /^(\w+)(.*)$/.exec(error.fields.param ?? '') ?? []
    if (!(name in details)) throw error
    throw new StripeError(error.status, { ...error.fields, param: `subscription_details[${name}]${rest}` })
  }
}

function checkProrationDate(context: Context, subscription: Subscription, { proration_date: date }: Details) {
  if (date === undefined) return
  const items = context.list('subscription_item', (item) => item.subscription === subscription.id)
  const start = Math.min(...items.map((item) => item.current_period_start))
  if (date < start || date > nextEnd(context, subscription))
    throw invalidRequest('The proration date must be within the current billing period.', {
      param: 'subscription_details[proration_date]',
    })
}

function checkDetails(details: Details) {
  refuseNotPlayed(details, notPlayedDetails, 'invoice previews')
  if ((details.items?.length ?? 0) > mostSubscriptionItems)
    throw invalidRequest(`You may pass up to ${mostSubscriptionItems} subscription items.`, {
      param: 'subscription_details[items]',
    })
}

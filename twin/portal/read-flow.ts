// `flow_data`: each kind of flow needs its own details, its feature in the configuration, and a subscription that fits.
import { checkUrl } from '../kernel/check-url.ts'
import type { Context } from '../kernel/context.ts'
import { invalidRequest, parameterMissing } from '../kernel/stripe-error.ts'
import type { ObjectFields, StripeObject } from '../kernel/wire.ts'
import type { SessionParams } from './create-portal-session.ts'
import { readDiscounts, readOffer } from './flow-discounts.ts'
import { readPlanChange } from './plan-change.ts'
import { getOwnSubscription, type Owner, refuseCancel, refusePause, refuseUpdate } from './subscription-actions.ts'

type GivenFlow = NonNullable<SessionParams['flow_data']>
type Flow = NonNullable<ObjectFields<'billing_portal.session'>['flow']>
type Configuration = StripeObject<'billing_portal.configuration'>

const withDetails = [
  'subscription_cancel',
  'subscription_pause',
  'subscription_update',
  'subscription_update_confirm',
] as const

export function readFlow(context: Context, given: GivenFlow, owner: Owner, configuration: Configuration): Flow {
  for (const name of withDetails) {
    const param = `flow_data[${name}]`
    if (given[name] && given.type !== name) {
      throw invalidRequest(`\`${param}\` can only be used with \`flow_data[type]=${name}\`.`, { param })
    }
    if (!given[name] && given.type === name) {
      throw parameterMissing(param)
    }
  }
  return {
    type: given.type,
    after_completion: readAfterCompletion(given.after_completion),
    ...detailsOf(context, given, owner, configuration),
  } as Flow
}

function detailsOf(context: Context, given: GivenFlow, owner: Owner, configuration: Configuration): Partial<Flow> {
  const { features } = configuration
  if (given.subscription_cancel) {
    const { subscription, retention } = given.subscription_cancel
    const own = getOwnSubscription(context, subscription, owner, 'flow_data[subscription_cancel][subscription]')
    refuseWith(refuseCancel(own, features), 'flow_data[subscription_cancel][subscription]')
    return { subscription_cancel: { subscription, retention: retention ? readOffer(context, retention) : null } }
  }
  if (given.subscription_pause) {
    const { subscription } = given.subscription_pause
    const own = getOwnSubscription(context, subscription, owner, 'flow_data[subscription_pause][subscription]')
    refuseWith(refusePause(own, features), 'flow_data[subscription_pause][subscription]')
    return { subscription_pause: { subscription } }
  }
  if (given.subscription_update) {
    const { subscription } = given.subscription_update
    const own = getOwnSubscription(context, subscription, owner, 'flow_data[subscription_update][subscription]')
    refuseWith(refuseUpdate(context, own, features), 'flow_data[subscription_update][subscription]')
    return { subscription_update: { subscription } }
  }
  if (given.subscription_update_confirm) {
    const { subscription, items, discounts } = given.subscription_update_confirm
    const own = getOwnSubscription(context, subscription, owner, 'flow_data[subscription_update_confirm][subscription]')
    refuseWith(refuseUpdate(context, own, features), 'flow_data[subscription_update_confirm][subscription]')
    const change = readPlanChange(context, own, configuration, { items })
    return {
      subscription_update_confirm: {
        subscription,
        items: [change],
        discounts: discounts?.length ? readDiscounts(context, own, discounts) : null,
      },
    }
  }
  const isCustomerUpdate = given.type === 'customer_update'
  const isEnabled = isCustomerUpdate ? features.customer_update.enabled : features.payment_method_update.enabled
  if (!isEnabled) {
    const [what, feature] = isCustomerUpdate ? ['customer', 'customer'] : ['payment method', 'payment method']
    const message = `The ${what} cannot be updated because the ${feature} update feature in the portal configuration is disabled.`
    throw invalidRequest(message, { param: 'flow_data[type]' })
  }
  return isCustomerUpdate ? { customer_update: {} } : {}
}

function refuseWith(reason: string | undefined, param: string) {
  if (reason) throw invalidRequest(reason, { param })
}

function readAfterCompletion(given: GivenFlow['after_completion']) {
  const type = given?.type ?? 'portal_homepage'
  const at = 'flow_data[after_completion]'
  for (const name of ['redirect', 'hosted_confirmation'] as const) {
    if (given?.[name] && type !== name) {
      throw invalidRequest(`\`${at}[${name}]\` can only be used with \`${at}[type]=${name}\`.`, {
        param: `${at}[${name}]`,
      })
    }
  }
  if (type === 'redirect') {
    const url = given?.redirect?.return_url
    const param = `${at}[redirect][return_url]`
    if (!url) throw parameterMissing(param)
    return { type, redirect: { return_url: checkUrl(url, param) } }
  }
  const message = given?.hosted_confirmation?.custom_message ?? null
  if (message && message.length > 500) {
    throw invalidRequest('Invalid string: must be at most 500 characters', {
      param: `${at}[hosted_confirmation][custom_message]`,
    })
  }
  return { type, hosted_confirmation: type === 'hosted_confirmation' ? { custom_message: message } : null }
}

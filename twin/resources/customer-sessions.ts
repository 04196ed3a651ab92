import type { Context } from '../kernel/context.ts'
import { fillObject } from '../kernel/fill-object.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { AnyObject, Params, StripeObject } from '../kernel/wire.ts'
import { getSessionCustomer } from './customer-accounts.ts'

const secondsToClaim = 30 * 60

type Given = Params<'customerSessions.create'>['components']
type Components = NonNullable<StripeObject<'customer_session'>['components']>

/** https://docs.stripe.com/api/customer_sessions */
export const customerSessions: Resource = {
  operations: { 'customerSessions.create': createCustomerSession },
  // The store wants an id; Stripe's object has none.
  views: { customer_session: (session) => omitId(session) },
}

function createCustomerSession(context: Context<Params<'customerSessions.create'>>) {
  const { components: given } = context.params
  if (!Object.values(given).some((component) => component?.enabled)) {
    throw invalidRequest('At least one component must be enabled.', { param: 'components' })
  }
  const components = completeComponents(given)
  const customer = getSessionCustomer(context, context.params)
  const session = fillObject('customer_session', {
    client_secret: context.newSecret('cuss'),
    components,
    created: context.account.now(),
    customer: customer.id,
    customer_account: customer.customer_account ?? null,
    expires_at: context.account.now() + secondsToClaim,
    livemode: false,
  })
  const stored = { ...session, id: context.newId('cuss'), object: 'customer_session' } as AnyObject
  context.account.store.insert(stored)
  return stored
}

/** All seven components, each with the features that it has while it is enabled. */
function completeComponents(given: Given): Components {
  const { customer_sheet: sheet, mobile_payment_element: mobile, payment_element: element } = given
  return {
    active_entitlements: { enabled: given.active_entitlements?.enabled ?? false },
    buy_button: { enabled: given.buy_button?.enabled ?? false },
    customer_portal: { enabled: given.customer_portal?.enabled ?? false },
    customer_sheet: { enabled: sheet?.enabled ?? false, features: sheet?.enabled ? sheetFeatures(sheet) : null },
    mobile_payment_element: {
      enabled: mobile?.enabled ?? false,
      features: mobile?.enabled ? mobileFeatures(mobile) : null,
    },
    payment_element: {
      enabled: element?.enabled ?? false,
      features: element?.enabled ? elementFeatures(element) : null,
    },
    pricing_table: { enabled: given.pricing_table?.enabled ?? false },
  }
}

function elementFeatures({ features = {} }: NonNullable<Given['payment_element']>) {
  const limit = features.payment_method_redisplay_limit ?? 3
  if (limit < 1 || limit > 10) {
    throw invalidRequest('The payment_method_redisplay_limit must be between 1 and 10.', {
      param: 'components[payment_element][features][payment_method_redisplay_limit]',
    })
  }
  return {
    payment_method_allow_redisplay_filters: features.payment_method_allow_redisplay_filters ?? ['always'],
    payment_method_redisplay: features.payment_method_redisplay ?? 'disabled',
    payment_method_redisplay_limit: limit,
    payment_method_remove: features.payment_method_remove ?? 'disabled',
    payment_method_save: features.payment_method_save ?? 'disabled',
    payment_method_save_usage: features.payment_method_save_usage ?? null,
  }
}

function mobileFeatures({ features = {} }: NonNullable<Given['mobile_payment_element']>) {
  const save = features.payment_method_save ?? 'disabled'
  const override = features.payment_method_save_allow_redisplay_override ?? null
  if (override && save === 'enabled') {
    throw invalidRequest(
      'payment_method_save_allow_redisplay_override can only be set when payment_method_save is disabled.',
      { param: 'components[mobile_payment_element][features][payment_method_save_allow_redisplay_override]' },
    )
  }
  return {
    payment_method_allow_redisplay_filters: features.payment_method_allow_redisplay_filters ?? ['always'],
    payment_method_redisplay: features.payment_method_redisplay ?? 'disabled',
    payment_method_remove: features.payment_method_remove ?? 'disabled',
    payment_method_save: save,
    payment_method_save_allow_redisplay_override: override,
  }
}

function sheetFeatures({ features = {} }: NonNullable<Given['customer_sheet']>) {
  return {
    payment_method_allow_redisplay_filters: features.payment_method_allow_redisplay_filters ?? ['always'],
    payment_method_remove: features.payment_method_remove ?? 'disabled',
  }
}

function omitId(session: StripeObject<'customer_session'>): object {
  const { id: _, ...rest } = session as StripeObject<'customer_session'> & { id: string }
  return rest
}

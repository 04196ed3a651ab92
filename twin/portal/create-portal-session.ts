import { checkUrl } from '../kernel/check-url.ts'
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { getSessionCustomer } from '../resources/customer-accounts.ts'
import { findDefaultConfiguration } from '../resources/portal-configurations.ts'
import { readFlow } from './read-flow.ts'
import { addSessionKey } from './session-life.ts'

export type PortalSession = StripeObject<'billing_portal.session'>
export type SessionParams = Params<'billingPortal.sessions.create'>

export function createPortalSession(context: Context, params: SessionParams): PortalSession {
  const customer = getSessionCustomer(context, params)
  const configuration = getConfiguration(context, params.configuration)
  const returnUrl = params.return_url ?? configuration.default_return_url
  if (params.return_url) checkUrl(params.return_url, 'return_url')
  if (params.on_behalf_of && !/^acct_\w+$/.test(params.on_behalf_of)) {
    throw invalidRequest(`No such account: '${params.on_behalf_of}'`, { param: 'on_behalf_of' })
  }
  const owner = { customer: customer.id, onBehalfOf: params.on_behalf_of ?? null }
  const id = context.newId('bps')
  const key = addSessionKey(context, id)
  const session = context.insert('billing_portal.session', {
    created: context.account.now(),
    id,
    after_expiration: readAfterExpiration(context, params),
    configuration: configuration.id,
    customer: customer.id,
    customer_account: customer.customer_account ?? null,
    flow: params.flow_data ? readFlow(context, params.flow_data, owner, configuration) : null,
    locale: params.locale ?? null,
    on_behalf_of: owner.onBehalfOf,
    return_url: returnUrl,
    url: `${context.base}/p/session/${key}`,
  })
  context.emit('billing_portal.session.created', session)
  return session
}

function getConfiguration(context: Context, id: string | undefined) {
  if (id) {
    const configuration = context.get('billing_portal.configuration', id, 'configuration')
    if (configuration.active) return configuration
    throw invalidRequest(`The configuration ${id} is not active.`, { param: 'configuration' })
  }
  const saved = findDefaultConfiguration(context)
  if (saved) return saved
  throw invalidRequest(
    'No configuration provided and your test mode default configuration has not been created. Provide a configuration or create your default by saving your customer portal settings in test mode at https://dashboard.stripe.com/test/settings/billing/portal.',
  )
}

function readAfterExpiration(context: Context, { after_expiration: given }: SessionParams) {
  if (!given) return null
  const { expires_at: deadline } = given.customer_login ?? {}
  if (deadline !== undefined && deadline <= context.account.now()) {
    throw invalidRequest('Timestamp must be in the future.', {
      param: 'after_expiration[customer_login][expires_at]',
    })
  }
  return { type: given.type, customer_login: given.customer_login ? { expires_at: deadline ?? null } : null }
}

import type { Stripe } from 'stripe'
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'

const secondsAfterClaim = 30 * 60

type Claim = { id: string; object: string; claimed_at: number }
type Component = keyof Stripe.CustomerSession.Components

/** The customer session that a component was handed; a secret nobody gave out, or one without this component, is refused. */
export function requireCustomerSession(context: Context, clientSecret: unknown, component: Component) {
  const [session] = context.list('customer_session', (each) => each.client_secret === clientSecret)
  if (!session) {
    throw invalidRequest('The customer session client secret provided is invalid.', {
      param: 'customer_session_client_secret',
      code: 'resource_missing',
    })
  }
  if (!session.components?.[component].enabled) {
    throw invalidRequest(`The customer session does not have the component ${component} enabled.`, {
      param: 'customer_session_client_secret',
    })
  }
  return session
}

/** 30 minutes to hand the secret over, and 30 more once a component has taken it. */
export function isExpired(context: Context, session: StripeObject<'customer_session'>): boolean {
  const claim = findClaim(context, session)
  return context.now() >= (claim ? claim.claimed_at + secondsAfterClaim : session.expires_at)
}

export function expiredError() {
  return invalidRequest('The customer session has expired. Create a new one and render the component again.', {
    param: 'customer_session_client_secret',
    code: 'customer_session_expired',
  })
}

/** Starts the second half hour when a component first takes a session that is still good. */
export function claim(context: Context, session: StripeObject<'customer_session'>) {
  if (findClaim(context, session) || isExpired(context, session)) return
  context.account.store.insert({ id: claimId(session), object: 'customer_session_claim', claimed_at: context.now() })
}

export function customerOf({ customer }: StripeObject<'customer_session'>): string {
  return typeof customer === 'string' ? customer : customer.id
}

function findClaim({ account }: Context, session: StripeObject<'customer_session'>): Claim | undefined {
  return account.store.find('customer_session_claim', claimId(session)) as Claim | undefined
}

const claimId = (session: StripeObject<'customer_session'>) => `claim_${session.client_secret}`

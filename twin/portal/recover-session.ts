// An e-mail address brings a new session; the letter with its address is kept for whoever runs the twin to read.
import type { Context } from '../kernel/context.ts'
import type { AnyObject, StripeObject } from '../kernel/wire.ts'
import { createPortalSession, type PortalSession, type SessionParams } from './create-portal-session.ts'

type Letter = { to: string; subject: string; url: string }

/** Replaces an expired session when the address is its customer's. */
export function recoverSession(context: Context, expired: PortalSession, email: string) {
  const customer = context.find('customer', expired.customer)
  if (!customer || !isSame(customer.email, email)) return
  const { configuration, return_url, locale, on_behalf_of, after_expiration: after } = expired
  send(context, email, {
    customer: customer.id,
    configuration: configuration as string,
    ...(return_url ? { return_url } : {}),
    ...(locale ? { locale } : {}),
    ...(on_behalf_of ? { on_behalf_of } : {}),
    ...(after ? { after_expiration: sameDeadline(after) } : {}),
  })
}

function sameDeadline({ type, customer_login: login }: NonNullable<PortalSession['after_expiration']>) {
  return { type, ...(login?.expires_at ? { customer_login: { expires_at: login.expires_at } } : {}) }
}

/** The login page of a configuration: the newest customer with this address. */
export function signIn(context: Context, { id }: StripeObject<'billing_portal.configuration'>, email: string) {
  const [customer] = context.list('customer', (each) => isSame(each.email, email))
  if (customer) send(context, email, { customer: customer.id, configuration: id })
}

/** `GET /_twin/letters`: what would have been sent by e-mail, oldest first. */
export function listLetters(context: Context): { data: object[] } {
  return { data: context.account.store.list('letter').toReversed() }
}

function send(context: Context, to: string, params: SessionParams) {
  const { url } = createPortalSession(context, params)
  const letter: Letter = { to, subject: 'Your billing', url }
  context.account.store.insert({ id: context.newId('letter'), object: 'letter', ...letter } as AnyObject)
}

function isSame(known: string | null, given: string): boolean {
  return known !== null && known.toLowerCase() === given.trim().toLowerCase()
}

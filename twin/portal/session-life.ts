// How long a portal session's address opens: 5 minutes unused, then an hour after the last visit.
import type { Context } from '../kernel/context.ts'
import type { AnyObject, StripeObject } from '../kernel/wire.ts'

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    'billing_portal.session': { _visitedAt: number; _isFlowDone: boolean }
  }
}

const secondsUnused = 5 * 60
const secondsIdle = 60 * 60
const keyObject = 'portal_session_key'

type PortalSession = StripeObject<'billing_portal.session'>

/** The secret in the address, kept as an object of its own so that a page finds account and session by it. */
export function addSessionKey(context: Context, session: string): string {
  const key = `test_${context.account.random.text(60)}`
  context.account.store.insert({ id: key, object: keyObject, session } as AnyObject)
  return key
}

export function findSessionByKey(context: Context, key: string): PortalSession | undefined {
  const found = context.account.store.find(keyObject, key) as { session?: string } | undefined
  return context.find('billing_portal.session', found?.session)
}

export function isSessionOpen(context: Context, session: PortalSession): boolean {
  const end = session._visitedAt === undefined ? session.created + secondsUnused : session._visitedAt + secondsIdle
  return context.account.now() < end
}

export function markVisited(context: Context, session: PortalSession): PortalSession {
  return context.update(session, { _visitedAt: context.account.now() })
}

/** An expired session that its customer may replace by giving the e-mail address. */
export function isRecoverable(context: Context, { after_expiration: after }: PortalSession): boolean {
  if (after?.type !== 'customer_login') return false
  const deadline = after.customer_login?.expires_at
  return deadline === null || deadline === undefined || context.account.now() < deadline
}

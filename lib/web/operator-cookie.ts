// The cookies of an operator: their login, another one than a member's so that neither opens the other's pages, and the
// visit of a browser that is being asked for a passkey.
import { challengeLifetimeSeconds } from '#lib/passkeys/passkey.ts'
import { cookieName, readCookie, serializeCookie, serializeExpiredCookie } from './cookies.ts'

const operatorCookie = () => cookieName('operator')
const passkeyVisitCookie = () => cookieName('passkey')

export const readOperatorToken = (from: Parameters<typeof readCookie>[0]) => readCookie(from, operatorCookie())
/** Ends with the browser; the server ends it earlier. `Lax`: a `Strict` one is not sent on the redirect right after it was set. */
export const keepOperator = (token: string) => serializeCookie(operatorCookie(), token)
export const forgetOperator = () => serializeExpiredCookie(operatorCookie())

export const readPasskeyVisit = (from: Parameters<typeof readCookie>[0]) => readCookie(from, passkeyVisitCookie())
export const keepPasskeyVisit = (visit: string) =>
  serializeCookie(passkeyVisitCookie(), visit, { maxAgeSeconds: challengeLifetimeSeconds, sameSite: 'Strict' })
export const forgetPasskeyVisit = () => serializeExpiredCookie(passkeyVisitCookie())

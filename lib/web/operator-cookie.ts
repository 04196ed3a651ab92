// The cookie of an operator's login: another one than a member's, so that neither opens the other's pages.
import { cookieName, readCookie, serializeCookie, serializeExpiredCookie } from './cookies.ts'

const operatorCookie = () => cookieName('operator')

export const readOperatorToken = (from: Parameters<typeof readCookie>[0]) => readCookie(from, operatorCookie())
/** Ends with the browser; the server ends it earlier. `Lax`: a `Strict` one is not sent on the redirect right after it was set. */
export const keepOperator = (token: string) => serializeCookie(operatorCookie(), token)
export const forgetOperator = () => serializeExpiredCookie(operatorCookie())

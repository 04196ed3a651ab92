// The three cookies of signing in: the login, the ticket that waits for it, and the visit that a sign-in resumes.
import { randomBytes } from 'node:crypto'
import { parseReturnPath } from '#lib/access/return-path.ts'
import { cookieName, readCookie, serializeCookie, serializeExpiredCookie } from './cookies.ts'

const visitLifetimeSeconds = 10 * 60
/** A cookie holds 4 KB, and escaping may triple a path. */
const longestKeptPath = 1000

type Cookies = Parameters<typeof readCookie>[0]

const loginCookie = () => cookieName('login')
const ticketCookie = () => cookieName('ticket')
const visitCookie = () => cookieName('visit')

export const readLoginToken = (from: Cookies) => readCookie(from, loginCookie())
/** Ends with the browser; the server ends it earlier. */
export const keepLogin = (token: string) => serializeCookie(loginCookie(), token)
export const forgetLogin = () => serializeExpiredCookie(loginCookie())

export const readTicket = (from: Cookies) => readCookie(from, ticketCookie())
export const keepTicket = (sealed: string, maxAgeSeconds: number) =>
  serializeCookie(ticketCookie(), sealed, { maxAgeSeconds })
export const forgetTicket = () => serializeExpiredCookie(ticketCookie())

/** A signed-out visit on its way to the host app and back. */
export interface Visit {
  state: string
  returnPath: string
}

export function startVisit(returnPath: string): Visit {
  const path = parseReturnPath(returnPath) ?? '/'
  return { state: randomBytes(32).toString('base64url'), returnPath: path.length > longestKeptPath ? '/' : path }
}

export const keepVisit = ({ state, returnPath }: Visit) =>
  serializeCookie(visitCookie(), `${state}${returnPath}`, { maxAgeSeconds: visitLifetimeSeconds })
export const forgetVisit = () => serializeExpiredCookie(visitCookie())

export function readVisit(from: Cookies): Visit | undefined {
  const value = readCookie(from, visitCookie()) ?? ''
  const pathBegins = value.indexOf('/')
  const state = value.slice(0, Math.max(pathBegins, 0))
  const returnPath = parseReturnPath(value.slice(pathBegins))
  return /^[\w-]{43}$/.test(state) && returnPath ? { state, returnPath } : undefined
}

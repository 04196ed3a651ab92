// A hand-over that was verified and waits for its browser. Its address holds the token; the browser that comes by that
// address in time is given the seal, too, and may then take longer to answer "Continue as …".
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import type { HandoffClaims } from './handoff-claims.ts'
import { findTicketRow, type TicketRow } from './ticket-store.ts'
import { createToken, hashToken, isSameSecret, tokenPattern } from './token.ts'

export const addressLifetimeSeconds = 60
export const ticketLifetimeSeconds = 10 * 60

export interface NewTicket {
  row: TicketRow
  /** For the one-time address. */
  token: string
  /** For the browser's cookie. */
  sealed: string
}

export function createTicket(scope: string, claims: HandoffClaims, now: Date): NewTicket {
  const { token, tokenHash } = createToken()
  const { token: seal } = createToken()
  const expiresAt = new Date(now.getTime() + ticketLifetimeSeconds * 1000)
  return { row: { tokenHash, scope, content: { claims, seal }, expiresAt }, token, sealed: `${token}.${seal}` }
}

/**
 * What a browser that comes by the one-time address is given; it changes nothing.
 * @throws Refusal link_used_or_expired
 */
export async function openTicketAddress(services: Services, token: string): Promise<string> {
  const { row } = await getRow(services, token)
  const addressEndsAt = row.expiresAt.getTime() - (ticketLifetimeSeconds - addressLifetimeSeconds) * 1000
  if (services.now().getTime() >= addressEndsAt) throw new Refusal('link_used_or_expired')
  return `${token}.${row.content.seal}`
}

export interface OpenTicket {
  tokenHash: string
  scope: string
  claims: HandoffClaims
}

/** @throws Refusal link_used_or_expired */
export async function getTicket(services: Services, sealed: string | undefined): Promise<OpenTicket> {
  const [token = '', seal = ''] = sealed?.split('.') ?? []
  const { row, scope } = await getRow(services, token)
  if (!isSameSecret(seal, row.content.seal)) throw new Refusal('link_used_or_expired')
  return { tokenHash: row.tokenHash, scope, claims: row.content.claims }
}

/** Names a ticket without opening it: a page carries it, so that a ticket which came later is not confirmed in its stead. */
export function ticketReference(sealed: string | undefined): string {
  return hashToken(sealed?.split('.')[0] ?? '')
}

async function getRow(services: Services, token: string) {
  if (!tokenPattern.test(token)) throw new Refusal('link_used_or_expired')
  const scope = await getScope(services)
  const row = await findTicketRow(services.database, { tokenHash: hashToken(token), scope }, services.now())
  if (!row) throw new Refusal('link_used_or_expired')
  return { row, scope }
}

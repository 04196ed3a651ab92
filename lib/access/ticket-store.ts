import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import type { Queryable } from '#lib/database/connect.ts'
import { purgeRows } from '#lib/database/purge.ts'
import { handoffTickets } from '#lib/database/tables/members.ts'
import type { HandoffClaims } from './handoff-claims.ts'

export interface TicketRow {
  tokenHash: string
  scope: string
  content: TicketContent
  expiresAt: Date
}

export interface TicketContent {
  claims: HandoffClaims
  /** What the browser holds besides the token, once it came by the address in time. */
  seal: string
}

type Key = Pick<TicketRow, 'tokenHash' | 'scope'>

export async function insertTicket(queryable: Queryable, { content, ...row }: TicketRow): Promise<void> {
  await queryable.insert(handoffTickets).values({ ...row, claims: content })
}

export async function findTicketRow(queryable: Queryable, key: Key, now: Date): Promise<TicketRow | undefined> {
  const [row] = await queryable.select().from(handoffTickets).where(isOpen(key, now))
  return row && { ...row, content: row.claims as TicketContent }
}

/** Of all who use the same ticket exactly one is told true. */
export async function burnTicket(queryable: Queryable, key: Key, now: Date): Promise<boolean> {
  const burned = await queryable.update(handoffTickets).set({ usedAt: now }).where(isOpen(key, now)).returning()
  return burned.length === 1
}

/** Uses up every ticket that waits for this person. */
export async function burnTicketsOf(
  queryable: Queryable,
  { scope, subject }: { scope: string; subject: string },
  now: Date,
): Promise<void> {
  const isTheirs = sql`${handoffTickets.claims} -> 'claims' ->> 'sub' = ${subject}`
  await queryable
    .update(handoffTickets)
    .set({ usedAt: now })
    .where(and(eq(handoffTickets.scope, scope), isTheirs, isNull(handoffTickets.usedAt)))
}

/** Forgets tickets, and the claims in them, that nobody can use any more. */
export function purgeTickets(queryable: Queryable, now: Date): Promise<void> {
  return purgeRows(queryable, handoffTickets, lt(handoffTickets.expiresAt, now))
}

function isOpen({ tokenHash, scope }: Key, now: Date) {
  return and(
    eq(handoffTickets.tokenHash, tokenHash),
    eq(handoffTickets.scope, scope),
    isNull(handoffTickets.usedAt),
    gt(handoffTickets.expiresAt, now),
  )
}

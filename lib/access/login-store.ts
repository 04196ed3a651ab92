import { and, eq, gt, isNull } from 'drizzle-orm'
import type { Queryable } from '#lib/database/connect.ts'
import { memberLogins, members } from '#lib/database/tables/members.ts'
import type { MemberRole } from './member-login.ts'

export interface LoginRow {
  id: string
  memberId: string
  lastSeenAt: Date
  role: MemberRole
  customer: string
  name: string | null
  email: string | null
  locale: string | null
}

export async function insertLogin(queryable: Queryable, row: typeof memberLogins.$inferInsert): Promise<void> {
  await queryable.insert(memberLogins).values(row)
}

export interface LoginQuery {
  tokenHash: string
  scope: string
  now: Date
  /** A login that was not seen since then is over. */
  seenSince: Date
}

export async function findLoginRow(queryable: Queryable, query: LoginQuery): Promise<LoginRow | undefined> {
  const [row] = await queryable
    .select({
      id: memberLogins.id,
      memberId: members.id,
      lastSeenAt: memberLogins.lastSeenAt,
      role: members.role,
      customer: members.customer,
      name: members.name,
      email: members.email,
      locale: members.locale,
    })
    .from(memberLogins)
    .innerJoin(members, eq(members.id, memberLogins.memberId))
    .where(
      and(
        eq(memberLogins.tokenHash, query.tokenHash),
        eq(members.scope, query.scope),
        isNull(memberLogins.endedAt),
        isNull(members.disabledAt),
        gt(memberLogins.expiresAt, query.now),
        gt(memberLogins.lastSeenAt, query.seenSince),
      ),
    )
  return row
}

export async function touchLogin(queryable: Queryable, id: string, now: Date): Promise<void> {
  await queryable.update(memberLogins).set({ lastSeenAt: now }).where(eq(memberLogins.id, id))
}

export async function endLoginRow(queryable: Queryable, tokenHash: string, now: Date): Promise<void> {
  await queryable
    .update(memberLogins)
    .set({ endedAt: now })
    .where(and(eq(memberLogins.tokenHash, tokenHash), isNull(memberLogins.endedAt)))
}

/** @returns how many there were */
export async function endLoginsOfMember(queryable: Queryable, memberId: string, now: Date): Promise<number> {
  const ended = await queryable
    .update(memberLogins)
    .set({ endedAt: now })
    .where(and(eq(memberLogins.memberId, memberId), isNull(memberLogins.endedAt)))
    .returning({ id: memberLogins.id })
  return ended.length
}

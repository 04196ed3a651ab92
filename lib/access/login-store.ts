import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Database, Queryable } from '#lib/database/connect.ts'
import { runPrepared } from '#lib/database/prepared.ts'
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

export async function findLoginRow(database: Database, query: LoginQuery): Promise<LoginRow | undefined> {
  const [row] = await runPrepared<LoginRow>(database, 'login', selectLogin(query))
  return row
}

/** Of a login and a member neither of which was ended; part of a statement that also reads something else. */
export function selectLogin({ tokenHash, scope, now, seenSince }: LoginQuery): SQL {
  return sql`
    select login.id, member.id as "memberId", login.last_seen_at as "lastSeenAt", role, customer, name, email, locale
    from ${memberLogins} as login join ${members} as member on member.id = login.member_id
    where login.token_hash = ${tokenHash} and member.scope = ${scope}
      and login.ended_at is null and member.disabled_at is null
      and login.expires_at > ${now} and login.last_seen_at > ${seenSince}`
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

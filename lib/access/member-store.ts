import { and, desc, eq } from 'drizzle-orm'
import type { Queryable } from '#lib/database/connect.ts'
import { memberLogins, members } from '#lib/database/tables/members.ts'
import type { HandoffClaims } from './handoff-claims.ts'

export interface ArrivedMember {
  id: string
  isDisabled: boolean
  hasNewRole: boolean
}

/** Keeps the member as the host app last described them. */
export async function saveMember(queryable: Queryable, scope: string, claims: HandoffClaims): Promise<ArrivedMember> {
  const { sub: subject, customer, role } = claims
  const described = {
    role,
    email: claims.email ?? null,
    name: claims.name ?? null,
    locale: claims.locale?.replaceAll('_', '-') ?? null,
  }
  const [before] = await queryable
    .select({ role: members.role })
    .from(members)
    .where(and(eq(members.scope, scope), eq(members.subject, subject), eq(members.customer, customer)))
    .for('update')
  const [saved] = await queryable
    .insert(members)
    .values({ scope, subject, customer, ...described })
    .onConflictDoUpdate({ target: [members.scope, members.subject, members.customer], set: described })
    .returning({ id: members.id, disabledAt: members.disabledAt })
  if (!saved) throw new Error('Postgres gave no row for a member that it saved')
  return {
    id: saved.id,
    isDisabled: saved.disabledAt !== null,
    hasNewRole: before !== undefined && before.role !== role,
  }
}

type OfCustomer = { scope: string; customer: string }

export interface MemberWithLogin {
  member: Pick<typeof members.$inferSelect, 'id' | 'name' | 'email' | 'role' | 'subject' | 'disabledAt'>
  login: Pick<typeof memberLogins.$inferSelect, 'id' | 'createdAt' | 'lastSeenAt' | 'expiresAt' | 'endedAt'> | null
}

/** A row for each login of each member, the latest first. */
export function listMemberRows(
  queryable: Queryable,
  { scope, customer, limit }: OfCustomer & { limit: number },
): Promise<MemberWithLogin[]> {
  const { id, name, email, role, subject, disabledAt } = members
  const { createdAt, lastSeenAt, expiresAt, endedAt } = memberLogins
  return queryable
    .select({
      member: { id, name, email, role, subject, disabledAt },
      login: { id: memberLogins.id, createdAt, lastSeenAt, expiresAt, endedAt },
    })
    .from(members)
    .leftJoin(memberLogins, eq(memberLogins.memberId, members.id))
    .where(and(eq(members.scope, scope), eq(members.customer, customer)))
    .orderBy(desc(memberLogins.lastSeenAt))
    .limit(limit)
}

export async function findMemberRow(
  queryable: Queryable,
  { scope, customer, id }: OfCustomer & { id: string },
): Promise<{ name: string | null; email: string | null; subject: string } | undefined> {
  const [row] = await queryable
    .select({ name: members.name, email: members.email, subject: members.subject })
    .from(members)
    .where(and(eq(members.scope, scope), eq(members.customer, customer), eq(members.id, id)))
  return row
}

/** One person as the host app knows them: a member of each customer that they ever came for. */
export function listMembersBySubject(
  queryable: Queryable,
  { scope, subject }: { scope: string; subject: string },
): Promise<{ id: string; customer: string; email: string | null; name: string | null }[]> {
  const { id, customer, email, name } = members
  return queryable
    .select({ id, customer, email, name })
    .from(members)
    .where(and(eq(members.scope, scope), eq(members.subject, subject)))
}

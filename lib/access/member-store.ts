import { and, eq } from 'drizzle-orm'
import type { Queryable } from '#lib/database/connect.ts'
import { members } from '#lib/database/schema.ts'
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

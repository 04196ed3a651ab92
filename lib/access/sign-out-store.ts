// Until when the host app's tokens of a person are not believed any more, since it signed the person out.
import { and, eq, gte, lt, sql } from 'drizzle-orm'
import type { Queryable, Transaction } from '#lib/database/connect.ts'
import { purgeRows } from '#lib/database/purge.ts'
import { hostSignOuts } from '#lib/database/tables/members.ts'

export interface Person {
  scope: string
  /** The host app's own id of them (`sub`). */
  subject: string
}

/** Until the end of the transaction nobody else signs this person in or out. */
export async function lockPerson(transaction: Transaction, { scope, subject }: Person): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${scope} ${subject}`}, 0))`)
}

/** @param signedAt the `iat` of the token that signs out: by the host app's clock, as the `iat` of what it is compared with */
export async function insertSignOut(
  queryable: Queryable,
  { expiresAt, signedAt, ...person }: Person & { signedAt: number; expiresAt: Date },
): Promise<void> {
  await queryable
    .insert(hostSignOuts)
    .values({ ...person, signedAt, expiresAt })
    .onConflictDoUpdate({
      target: [hostSignOuts.scope, hostSignOuts.subject],
      set: {
        signedAt: sql`greatest(${hostSignOuts.signedAt}, excluded.signed_at)`,
        expiresAt: sql`greatest(${hostSignOuts.expiresAt}, excluded.expires_at)`,
      },
    })
}

/** Whether the host app signed the person out when this token was signed, or after that. */
export async function isSignedOutSince(
  queryable: Queryable,
  { scope, subject, signedAt }: Person & { signedAt: number },
): Promise<boolean> {
  const found = await queryable
    .select({ subject: hostSignOuts.subject })
    .from(hostSignOuts)
    .where(and(eq(hostSignOuts.scope, scope), eq(hostSignOuts.subject, subject), gte(hostSignOuts.signedAt, signedAt)))
  return found.length > 0
}

export function purgeSignOuts(queryable: Queryable, now: Date): Promise<void> {
  return purgeRows(queryable, hostSignOuts, lt(hostSignOuts.expiresAt, now))
}

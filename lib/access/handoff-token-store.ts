import { lt, sql } from 'drizzle-orm'
import type { Queryable } from '#lib/database/connect.ts'
import { handoffTokens } from '#lib/database/schema.ts'

const purgedAtOnce = 100

/** Of all who burn the same token, on whichever instance, exactly one is told true. */
export async function burnHandoffToken(
  queryable: Queryable,
  token: { issuer: string; jti: string; expiresAt: Date },
): Promise<boolean> {
  const burned = await queryable.insert(handoffTokens).values(token).onConflictDoNothing().returning()
  return burned.length === 1
}

/** Forgets tokens that are too old to be believed again. Skips what another instance is forgetting. */
export async function purgeHandoffTokens(queryable: Queryable, now: Date): Promise<void> {
  const old = queryable
    .select({ row: sql`ctid` })
    .from(handoffTokens)
    .where(lt(handoffTokens.expiresAt, now))
    .limit(purgedAtOnce)
    .for('update', { skipLocked: true })
  await queryable.delete(handoffTokens).where(sql`ctid = any(array(${old}))`)
}

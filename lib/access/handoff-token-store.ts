import { and, eq, lt } from 'drizzle-orm'
import type { Queryable } from '#lib/database/connect.ts'
import { purgeRows } from '#lib/database/purge.ts'
import { handoffTokens } from '#lib/database/tables/members.ts'
import { clockDifferenceSeconds, type HostClaims } from './host-claims.ts'

/** The clocks of our own machines may differ, too: a token is remembered for longer than any of them believes it. */
const rememberedSeconds = clockDifferenceSeconds + 60

export function rememberUntil({ exp }: Pick<HostClaims, 'exp'>): Date {
  return new Date((exp + rememberedSeconds) * 1000)
}

/** Of all who burn the same token, on whichever instance, exactly one is told true. */
export async function burnHandoffToken(
  queryable: Queryable,
  token: { issuer: string; jti: string; expiresAt: Date },
): Promise<boolean> {
  const burned = await queryable.insert(handoffTokens).values(token).onConflictDoNothing().returning()
  return burned.length === 1
}

/** Whether such a token was taken; it takes nothing itself. */
export async function isHandoffTokenBurned(
  queryable: Queryable,
  { issuer, jti }: { issuer: string; jti: string },
): Promise<boolean> {
  const found = await queryable
    .select({ jti: handoffTokens.jti })
    .from(handoffTokens)
    .where(and(eq(handoffTokens.issuer, issuer), eq(handoffTokens.jti, jti)))
  return found.length > 0
}

/** Forgets tokens that are too old to be believed again. */
export function purgeHandoffTokens(queryable: Queryable, now: Date): Promise<void> {
  return purgeRows(queryable, handoffTokens, lt(handoffTokens.expiresAt, now))
}

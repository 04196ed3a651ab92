// The only SQL about what authenticators were asked to sign.
import { eq, lte } from 'drizzle-orm'
import type { Queryable } from '#lib/database/connect.ts'
import { passkeyChallenges } from '#lib/database/tables/passkeys.ts'

export type ChallengeRow = typeof passkeyChallenges.$inferSelect
export type ChallengePurpose = ChallengeRow['purpose']

export async function insertChallenge(database: Queryable, row: ChallengeRow): Promise<void> {
  await database.insert(passkeyChallenges).values(row)
}

export async function deleteOverdueChallenges(database: Queryable, now: Date): Promise<void> {
  await database.delete(passkeyChallenges).where(lte(passkeyChallenges.expiresAt, now))
}

/** Removes the challenge, in one statement, so that of many at once one alone gets it. */
export async function takeChallengeRow(database: Queryable, challengeHash: string): Promise<ChallengeRow | undefined> {
  const [row] = await database
    .delete(passkeyChallenges)
    .where(eq(passkeyChallenges.challengeHash, challengeHash))
    .returning()
  return row
}

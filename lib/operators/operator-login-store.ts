// The only SQL about operators' logins.
import { and, desc, eq, exists, gt, isNull, lt } from 'drizzle-orm'
import type { Queryable } from '#lib/database/connect.ts'
import { operatorLogins, operators } from '#lib/database/tables/operators.ts'
import { operatorPasskeys } from '#lib/database/tables/passkeys.ts'
import { clockSkewSeconds, loginIdleSeconds, type OperatorLogin } from './operator.ts'

export async function insertOperatorLogin(
  database: Queryable,
  { now, ...login }: { tokenHash: string; operatorId: string; expiresAt: Date; now: Date },
): Promise<void> {
  await database.insert(operatorLogins).values({ ...login, createdAt: now, lastSeenAt: now, steppedUpAt: now })
}

/** Neither ended nor over. A login from the future comes from a wrong clock, and would outlive its hours. */
function isOpen(now: Date) {
  const shiftedBy = (seconds: number) => new Date(now.getTime() + seconds * 1000)
  return and(
    isNull(operatorLogins.endedAt),
    gt(operatorLogins.expiresAt, now),
    gt(operatorLogins.lastSeenAt, shiftedBy(-loginIdleSeconds)),
    lt(operatorLogins.createdAt, shiftedBy(clockSkewSeconds)),
  )
}

/** An open login, with its operator as the database has them at this moment. */
export async function findOpenLogin(
  database: Queryable,
  tokenHash: string,
  now: Date,
): Promise<(OperatorLogin & { lastSeenAt: Date }) | undefined> {
  const { id, email, name, role } = operators
  const itsPasskeys = database
    .select({ id: operatorPasskeys.id })
    .from(operatorPasskeys)
    .where(eq(operatorPasskeys.operatorId, operators.id))
  const [row] = await database
    .select({
      id: operatorLogins.id,
      lastSeenAt: operatorLogins.lastSeenAt,
      steppedUpAt: operatorLogins.steppedUpAt,
      operator: { id, email, name, role },
      hasPasskey: exists(itsPasskeys).mapWith(Boolean),
    })
    .from(operatorLogins)
    .innerJoin(operators, eq(operators.id, operatorLogins.operatorId))
    .where(and(eq(operatorLogins.tokenHash, tokenHash), isOpen(now), isNull(operators.disabledAt)))
  return row
}

export interface OpenLogin {
  id: string
  createdAt: Date
  lastSeenAt: Date
}

/** Last seen first. */
export async function listOpenLogins(database: Queryable, operatorId: string, now: Date): Promise<OpenLogin[]> {
  const { id, createdAt, lastSeenAt } = operatorLogins
  return await database
    .select({ id, createdAt, lastSeenAt })
    .from(operatorLogins)
    .where(and(eq(operatorLogins.operatorId, operatorId), isOpen(now)))
    .orderBy(desc(lastSeenAt))
}

export async function touchOperatorLogin(database: Queryable, id: string, now: Date): Promise<void> {
  await database.update(operatorLogins).set({ lastSeenAt: now }).where(eq(operatorLogins.id, id))
}

/** @returns whether the login was still open */
export async function giveLoginNewToken(
  database: Queryable,
  { id, tokenHash, now }: { id: string; tokenHash: string; now: Date },
): Promise<boolean> {
  const { rowCount } = await database
    .update(operatorLogins)
    .set({ tokenHash, steppedUpAt: now })
    .where(and(eq(operatorLogins.id, id), isOpen(now)))
  return rowCount === 1
}

/** @returns whose login it was, unless it had ended before */
export async function endLoginRow(database: Queryable, tokenHash: string, now: Date): Promise<string | undefined> {
  const [row] = await database
    .update(operatorLogins)
    .set({ endedAt: now })
    .where(and(eq(operatorLogins.tokenHash, tokenHash), isNull(operatorLogins.endedAt)))
    .returning({ operatorId: operatorLogins.operatorId })
  return row?.operatorId
}

/** @returns whether there was such a login of this operator, and it had not ended before */
export async function endLoginOf(
  database: Queryable,
  { loginId, operatorId, now }: { loginId: string; operatorId: string; now: Date },
): Promise<boolean> {
  const { id, operatorId: owner, endedAt } = operatorLogins
  const { rowCount } = await database
    .update(operatorLogins)
    .set({ endedAt: now })
    .where(and(eq(id, loginId), eq(owner, operatorId), isNull(endedAt)))
  return rowCount === 1
}

/** @returns how many there were */
export async function endLoginsOf(database: Queryable, operatorId: string, now: Date): Promise<number> {
  const { rowCount } = await database
    .update(operatorLogins)
    .set({ endedAt: now })
    .where(and(eq(operatorLogins.operatorId, operatorId), isNull(operatorLogins.endedAt)))
  return rowCount ?? 0
}

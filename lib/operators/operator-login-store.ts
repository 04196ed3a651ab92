// The only SQL about operators' logins.
import { and, eq, gt, isNull } from 'drizzle-orm'
import type { Queryable } from '#lib/database/connect.ts'
import { operatorLogins, operators } from '#lib/database/schema.ts'

type LoginRow = typeof operatorLogins.$inferInsert

export async function insertOperatorLogin(
  database: Queryable,
  row: Pick<LoginRow, 'tokenHash' | 'operatorId' | 'expiresAt'> & { now: Date },
): Promise<void> {
  const { now, ...login } = row
  await database.insert(operatorLogins).values({ ...login, createdAt: now, lastSeenAt: now })
}

/** A login that is neither ended nor over, with its operator as the database has them at this moment. */
export async function findOpenLogin(
  database: Queryable,
  { tokenHash, now, idleSince }: { tokenHash: string; now: Date; idleSince: Date },
) {
  const { id, email, name, role } = operators
  const [row] = await database
    .select({ id: operatorLogins.id, lastSeenAt: operatorLogins.lastSeenAt, operator: { id, email, name, role } })
    .from(operatorLogins)
    .innerJoin(operators, eq(operators.id, operatorLogins.operatorId))
    .where(
      and(
        eq(operatorLogins.tokenHash, tokenHash),
        isNull(operatorLogins.endedAt),
        gt(operatorLogins.expiresAt, now),
        gt(operatorLogins.lastSeenAt, idleSince),
        isNull(operators.disabledAt),
      ),
    )
  return row
}

export async function touchOperatorLogin(database: Queryable, id: string, now: Date): Promise<void> {
  await database.update(operatorLogins).set({ lastSeenAt: now }).where(eq(operatorLogins.id, id))
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

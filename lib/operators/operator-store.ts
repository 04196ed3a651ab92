// The only SQL about operators and the links that let them in.
import { and, eq, gt, isNull } from 'drizzle-orm'
import type { Queryable } from '#lib/database/connect.ts'
import { operatorLinks, operators } from '#lib/database/schema.ts'
import type { Operator, OperatorRole } from './operator.ts'

const operatorColumns = {
  id: operators.id,
  email: operators.email,
  name: operators.name,
  role: operators.role,
}

export async function findOperatorByEmail(database: Queryable, email: string) {
  const [row] = await database
    .select({ ...operatorColumns, disabledAt: operators.disabledAt })
    .from(operators)
    .where(eq(operators.email, email))
  return row
}

/** @returns undefined when an operator with this address is there already */
export async function insertOperator(
  database: Queryable,
  row: { email: string; name: string; role: OperatorRole },
): Promise<Operator | undefined> {
  const [inserted] = await database.insert(operators).values(row).onConflictDoNothing().returning(operatorColumns)
  return inserted
}

export async function insertOperatorLink(
  database: Queryable,
  row: { tokenHash: string; operatorId: string; expiresAt: Date },
): Promise<void> {
  await database.insert(operatorLinks).values(row)
}

const isUsable = (tokenHash: string, now: Date) =>
  and(eq(operatorLinks.tokenHash, tokenHash), isNull(operatorLinks.usedAt), gt(operatorLinks.expiresAt, now))

export async function findLinkedOperator(
  database: Queryable,
  tokenHash: string,
  now: Date,
): Promise<Operator | undefined> {
  const [row] = await database
    .select(operatorColumns)
    .from(operatorLinks)
    .innerJoin(operators, eq(operators.id, operatorLinks.operatorId))
    .where(and(isUsable(tokenHash, now), isNull(operators.disabledAt)))
  return row
}

/** Marks the link as used, in one statement, so that of many at once one alone succeeds. */
export async function useOperatorLink(
  database: Queryable,
  tokenHash: string,
  now: Date,
): Promise<Operator | undefined> {
  const [row] = await database
    .update(operatorLinks)
    .set({ usedAt: now })
    .from(operators)
    .where(and(isUsable(tokenHash, now), eq(operators.id, operatorLinks.operatorId), isNull(operators.disabledAt)))
    .returning(operatorColumns)
  return row
}

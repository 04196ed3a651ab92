// The only SQL about operators and the links that let them in.
import { and, asc, count, eq, gt, isNull } from 'drizzle-orm'
import type { Queryable, Transaction } from '#lib/database/connect.ts'
import { operatorLinks, operators } from '#lib/database/tables/operators.ts'
import { operatorPasskeys } from '#lib/database/tables/passkeys.ts'
import type { Operator, OperatorRole } from './operator.ts'

const operatorColumns = {
  id: operators.id,
  email: operators.email,
  name: operators.name,
  role: operators.role,
}

export async function findOperatorByEmail(database: Queryable, email: string) {
  const [row] = await database.select(knownOperator).from(operators).where(eq(operators.email, email))
  return row
}

export interface KnownOperator extends Operator {
  disabledAt: Date | null
}

const knownOperator = { ...operatorColumns, disabledAt: operators.disabledAt }

/** Holds the row until the transaction ends. */
export async function lockOperator(transaction: Transaction, id: string): Promise<KnownOperator | undefined> {
  const [row] = await transaction.select(knownOperator).from(operators).where(eq(operators.id, id)).for('update')
  return row
}

/** Holds the rows of all who can act as owner, always in one order, so that two owners cannot remove each other at once. */
export async function lockOwners(transaction: Transaction): Promise<{ id: string }[]> {
  return await transaction
    .select({ id: operators.id })
    .from(operators)
    .where(and(eq(operators.role, 'owner'), isNull(operators.disabledAt)))
    .orderBy(asc(operators.id))
    .for('update')
}

export interface ListedOperator extends KnownOperator {
  passkeyCount: number
}

const withPasskeyCount = (database: Queryable) =>
  database
    .select({ ...knownOperator, passkeyCount: count(operatorPasskeys.id) })
    .from(operators)
    .leftJoin(operatorPasskeys, eq(operatorPasskeys.operatorId, operators.id))
    .groupBy(operators.id)
    .$dynamic()

export async function listOperatorRows(database: Queryable): Promise<ListedOperator[]> {
  return await withPasskeyCount(database).orderBy(asc(operators.email))
}

export async function findOperatorById(database: Queryable, id: string): Promise<ListedOperator | undefined> {
  const [row] = await withPasskeyCount(database).where(eq(operators.id, id))
  return row
}

export async function updateOperator(
  database: Queryable,
  id: string,
  change: { role: OperatorRole } | { disabledAt: Date | null },
): Promise<void> {
  await database.update(operators).set(change).where(eq(operators.id, id))
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

export interface LinkedOperator extends Operator {
  /** Until when the link lets them in. */
  linkExpiresAt: Date
}

export async function findLinkedOperator(
  database: Queryable,
  tokenHash: string,
  now: Date,
): Promise<LinkedOperator | undefined> {
  const [row] = await database
    .select({ ...operatorColumns, linkExpiresAt: operatorLinks.expiresAt })
    .from(operatorLinks)
    .innerJoin(operators, eq(operators.id, operatorLinks.operatorId))
    .where(and(isUsable(tokenHash, now), isNull(operators.disabledAt)))
  return row
}

/** Those that were not used yet. */
export async function endOperatorLinks(database: Queryable, operatorId: string, now: Date): Promise<void> {
  await database
    .update(operatorLinks)
    .set({ usedAt: now })
    .where(and(eq(operatorLinks.operatorId, operatorId), isNull(operatorLinks.usedAt)))
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

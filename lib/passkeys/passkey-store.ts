// The only SQL about passkeys.
import { asc, eq } from 'drizzle-orm'
import type { Queryable, Transaction } from '#lib/database/connect.ts'
import { operators } from '#lib/database/tables/operators.ts'
import { operatorPasskeys } from '#lib/database/tables/passkeys.ts'
import type { Passkey } from './passkey.ts'

type PasskeyRow = typeof operatorPasskeys.$inferInsert

/** @returns whether it was added; nobody can add what is there already */
export async function insertPasskey(database: Queryable, row: PasskeyRow): Promise<boolean> {
  const { rowCount } = await database.insert(operatorPasskeys).values(row).onConflictDoNothing()
  return rowCount === 1
}

/** The oldest first. */
export async function listPasskeyRows(database: Queryable, operatorId: string): Promise<Passkey[]> {
  const { id, name, createdAt, lastUsedAt } = operatorPasskeys
  return await database
    .select({ id, name, createdAt, lastUsedAt })
    .from(operatorPasskeys)
    .where(eq(operatorPasskeys.operatorId, operatorId))
    .orderBy(asc(createdAt), asc(id))
}

export interface KnownCredential {
  id: string
  transports: string[]
}

export async function listCredentials(database: Queryable, operatorId: string): Promise<KnownCredential[]> {
  const { credentialId, transports } = operatorPasskeys
  return await database
    .select({ id: credentialId, transports })
    .from(operatorPasskeys)
    .where(eq(operatorPasskeys.operatorId, operatorId))
}

/** Holds the key's row until the transaction ends, so that two answers with one counter do not both pass. */
export async function lockPasskeyByCredential(transaction: Transaction, credentialId: string) {
  const { id, email, name, role, disabledAt } = operators
  const [row] = await transaction
    .select({ passkey: operatorPasskeys, operator: { id, email, name, role, disabledAt } })
    .from(operatorPasskeys)
    .innerJoin(operators, eq(id, operatorPasskeys.operatorId))
    .where(eq(operatorPasskeys.credentialId, credentialId))
    .for('update', { of: operatorPasskeys })
  return row
}

/** Holds the rows of all keys of an operator. */
export async function lockPasskeysOf(transaction: Transaction, operatorId: string): Promise<Passkey[]> {
  return await transaction
    .select()
    .from(operatorPasskeys)
    .where(eq(operatorPasskeys.operatorId, operatorId))
    .orderBy(asc(operatorPasskeys.id))
    .for('update')
}

export async function recordUse(database: Queryable, id: string, use: { counter: number; now: Date }): Promise<void> {
  const { counter, now } = use
  await database.update(operatorPasskeys).set({ counter, lastUsedAt: now }).where(eq(operatorPasskeys.id, id))
}

export async function updatePasskeyName(database: Queryable, id: string, name: string): Promise<void> {
  await database.update(operatorPasskeys).set({ name }).where(eq(operatorPasskeys.id, id))
}

export async function deletePasskey(database: Queryable, id: string): Promise<void> {
  await database.delete(operatorPasskeys).where(eq(operatorPasskeys.id, id))
}

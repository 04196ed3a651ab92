// The only SQL about overrides, and how everyone's policy and one customer's override are read together.
import { and, desc, eq, ne, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '#lib/database/connect.ts'
import { operators } from '#lib/database/tables/operators.ts'
import { policyOverrides, revisions } from '#lib/database/tables/settings.ts'
import type { Override, OverrideValues } from './override.ts'

interface OfCustomer {
  scope: string
  customer: string
}

export interface PolicyParts {
  policy: { content: unknown; revision: number } | undefined
  override: { values: OverrideValues; version: number; endsAt: Date | null } | undefined
}

const overrideColumns = {
  customer: policyOverrides.customer,
  version: policyOverrides.version,
  values: policyOverrides.values,
  note: policyOverrides.note,
  endsAt: policyOverrides.endsAt,
  operatorName: operators.name,
  updatedAt: policyOverrides.updatedAt,
}

/** Everyone's latest policy and this customer's override, in one query. */
export async function findPolicyParts(database: Queryable, { scope, customer }: OfCustomer): Promise<PolicyParts> {
  const { rows } = await database.execute<PolicyPartsRow>(sql`
    select ${policyPartsColumns} from (select 1) as one ${joinPolicyParts(scope, sql`${customer}`)}`)
  return readPolicyParts(rows[0])
}

export const policyPartsColumns = sql`latest.content, latest.number, own."values", own.version, own.ends_at`

/** For a statement that also reads something else. @param customer a value, or a column of that statement */
export function joinPolicyParts(scope: string, customer: SQL): SQL {
  return sql`
    left join lateral (
      select content, number from ${revisions} where scope = ${scope} and kind = 'policy' order by number desc limit 1
    ) as latest on true
    left join ${policyOverrides} as own on own.scope = ${scope} and own.customer = ${customer}`
}

export interface PolicyPartsRow extends Record<string, unknown> {
  content: unknown
  number: number | null
  values: OverrideValues | null
  version: number | null
  ends_at: string | Date | null
}

export function readPolicyParts(row: PolicyPartsRow | undefined): PolicyParts {
  return {
    policy: row?.number ? { content: row.content, revision: row.number } : undefined,
    override:
      row?.values && row.version && setsAnything(row.values)
        ? { values: row.values, version: row.version, endsAt: row.ends_at === null ? null : new Date(row.ends_at) }
        : undefined,
  }
}

export interface OverrideState {
  /** 0 where there never was one. One that was removed counts on, so that no page of before passes for the newest. */
  version: number
  override: Override | undefined
}

export async function findOverride(database: Queryable, { scope, customer }: OfCustomer): Promise<OverrideState> {
  const [row] = await selectOverrides(database).where(
    and(eq(policyOverrides.scope, scope), eq(policyOverrides.customer, customer)),
  )
  return { version: row?.version ?? 0, override: row && setsAnything(row.values) ? row : undefined }
}

/** The row of an override that was removed stays, and sets nothing. */
function setsAnything(values: OverrideValues): boolean {
  return Object.keys(values).length > 0
}

/** The latest change first. */
export function listOverrideRows(database: Queryable, scope: string): Promise<Override[]> {
  return selectOverrides(database)
    .where(and(eq(policyOverrides.scope, scope), ne(policyOverrides.values, {})))
    .orderBy(desc(policyOverrides.updatedAt))
    .limit(500)
}

/** @returns false when somebody else changed it since `expectedVersion` was read */
export async function writeOverride(
  database: Queryable,
  row: typeof policyOverrides.$inferInsert,
  expectedVersion: number,
): Promise<boolean> {
  if (expectedVersion === 0) {
    const inserted = await database
      .insert(policyOverrides)
      .values(row)
      .onConflictDoNothing()
      .returning({ version: policyOverrides.version })
    return inserted.length === 1
  }
  const { scope, customer, ...changes } = row
  const changed = await database
    .update(policyOverrides)
    .set(changes)
    .where(isVersion({ scope, customer }, expectedVersion))
    .returning({ version: policyOverrides.version })
  return changed.length === 1
}

function selectOverrides(database: Queryable) {
  return database
    .select(overrideColumns)
    .from(policyOverrides)
    .leftJoin(operators, eq(operators.id, policyOverrides.operatorId))
    .$dynamic()
}

function isVersion({ scope, customer }: OfCustomer, version: number) {
  return and(
    eq(policyOverrides.scope, scope),
    eq(policyOverrides.customer, customer),
    eq(policyOverrides.version, version),
  )
}

// The one round trip of whoever looks at a page: whose login it is, what holds for their customer, and whose company it is.
import { sql } from 'drizzle-orm'
import { type LoginQuery, type LoginRow, selectLogin } from '#lib/access/login-store.ts'
import type { Database } from '#lib/database/connect.ts'
import { runPrepared } from '#lib/database/prepared.ts'
import { revisions } from '#lib/database/tables/settings.ts'
import {
  joinPolicyParts,
  type PolicyParts,
  type PolicyPartsRow,
  policyPartsColumns,
  readPolicyParts,
} from '#lib/overrides/override-store.ts'

export interface ViewRow {
  login: LoginRow
  parts: PolicyParts
  /** As it was saved last; null before that. */
  company: unknown
}

interface Row extends LoginRow, PolicyPartsRow {
  company: unknown
}

export async function findView(database: Database, login: LoginQuery): Promise<ViewRow | undefined> {
  const [row] = await runPrepared<Row>(
    database,
    'view',
    sql`
    with login as (${selectLogin(login)})
    select login.*, ${policyPartsColumns}, (
      select content from ${revisions} where scope = ${login.scope} and kind = 'company' order by number desc limit 1
    ) as company
    from login ${joinPolicyParts(login.scope, sql`login.customer`)}`,
  )
  return row && { login: row, parts: readPolicyParts(row), company: row.company }
}

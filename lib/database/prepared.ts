import { type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type pg from 'pg'
import type { Database } from './connect.ts'

const dialect = new PgDialect({ casing: 'snake_case' })

/**
 * Runs a statement that each connection parses and plans once, by its name: for what runs again and again.
 * Its text must be the same every time; what differs are its values.
 */
export async function runPrepared<Row>(database: Database, name: string, statement: SQL): Promise<Row[]> {
  const { sql: text, params: values } = dialect.sqlToQuery(sql`${statement}`)
  const { rows } = await (database as Database & { $client: pg.Pool }).$client.query({ name, text, values })
  return rows
}

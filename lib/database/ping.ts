import { sql } from 'drizzle-orm'
import type { Database } from './connect.ts'

/** Throws when Postgres does not answer. */
export async function pingDatabase(database: Database): Promise<void> {
  await database.execute(sql`select 1`)
}

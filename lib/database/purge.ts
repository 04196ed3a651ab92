import { type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Queryable } from './connect.ts'

const purgedAtOnce = 100

/** Forgets rows that nobody needs any more, a few at a time. Skips what another instance is forgetting. */
export async function purgeRows(queryable: Queryable, table: PgTable, isOver: SQL): Promise<void> {
  const over = queryable
    .select({ row: sql`ctid` })
    .from(table)
    .where(isOver)
    .limit(purgedAtOnce)
    .for('update', { skipLocked: true })
  await queryable.delete(table).where(sql`ctid = any(array(${over}))`)
}

import { sql } from 'drizzle-orm'
import type { Portico } from './instance.ts'
import { query } from './open-services.ts'

/**
 * Every row of every table with the transaction that wrote it, so that any write shows. That a login was seen just now
 * is left out: it is all that a visit may write. How often somebody asked is not what Portico keeps.
 */
export async function readAllRows(portico: Portico): Promise<Record<string, unknown[]>> {
  const tables = await query(
    portico,
    sql`select tablename from pg_tables where schemaname = 'public' and tablename <> 'rate_limits' order by 1`,
  )
  const rows = tables.map(async ({ tablename }) => {
    const table = String(tablename)
    const isTouched = ['member_logins', 'operator_logins'].includes(table)
    const version = sql.raw(isTouched ? `'touched'` : 'xmin::text')
    const found = await query(
      portico,
      sql`select ${version} as version, to_jsonb(t) - 'last_seen_at' as row from ${sql.identifier(table)} t order by 2::text`,
    )
    return [table, found] as const
  })
  return Object.fromEntries(await Promise.all(rows))
}

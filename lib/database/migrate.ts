// Brings a database to the current schema. Several processes may do so at once: one works, the others wait and find it done.
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { migrationsFolder } from './list-pending-migrations.ts'

const migrationLock = 7_305_581_204

/** Rows of these tables are written once: the app's role may add and read them, nothing else. */
const appendOnlyTables = ['audit_entries', 'revisions']

/**
 * @param ownerUrl the role that owns the tables (MIGRATION_DATABASE_URL)
 * @param appUrl the role that the app runs as (DATABASE_URL); it is granted what the app needs and no more
 */
export async function migrate(ownerUrl: string, appUrl: string): Promise<void> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    connectionTimeoutMillis: 5_000,
    application_name: 'portico migrate',
  })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await client.query(`set lock_timeout = '10s'`)
    await applyMigrations(drizzle(client, { casing: 'snake_case' }), { migrationsFolder })
    await grantToApp(client, decodeURIComponent(new URL(appUrl).username))
  } finally {
    await client.end()
  }
}

async function grantToApp(client: pg.Client, appRole: string) {
  const { rows } = await client.query(
    'select current_user as owner, exists(select 1 from pg_roles where rolname = $1) as known',
    [appRole],
  )
  if (!rows[0].known || rows[0].owner === appRole) return
  const role = client.escapeIdentifier(appRole)
  await client.query(`grant usage on schema public to ${role}`)
  await client.query(`grant select, insert, update, delete on all tables in schema public to ${role}`)
  await client.query(`grant usage on all sequences in schema public to ${role}`)
  // So that a start can tell whether the schema is the one that it was written for.
  await client.query(`grant usage on schema drizzle to ${role}`)
  await client.query(`grant select on all tables in schema drizzle to ${role}`)
  for (const table of appendOnlyTables)
    await client.query(`revoke update, delete, truncate on ${client.escapeIdentifier(table)} from ${role}`)
}

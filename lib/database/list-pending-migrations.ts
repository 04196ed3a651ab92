import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

export const migrationsFolder = join(process.cwd(), 'lib', 'database', 'migrations')

interface Migration {
  tag: string
  /** Its place in the order; the database keeps it as `created_at`. */
  when: number
}

const undefinedTable = '42P01'
/** A database that was last migrated before the app's role could see the list. */
const insufficientPrivilege = '42501'

/** The migrations of this version that the database lacks, in their order. One that is ahead of us lacks nothing. */
export async function listPendingMigrations(url: string): Promise<string[]> {
  const applied = await findLatest(url)
  return readJournal()
    .filter(({ when }) => when > applied)
    .map(({ tag }) => tag)
}

function readJournal(): Migration[] {
  return JSON.parse(readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8')).entries
}

async function findLatest(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, statement_timeout: 5_000 })
  await client.connect()
  try {
    const { rows } = await client.query('select max(created_at) as latest from drizzle.__drizzle_migrations')
    return Number(rows[0].latest ?? 0)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === undefinedTable || code === insufficientPrivilege) return 0
    throw error
  } finally {
    await client.end()
  }
}

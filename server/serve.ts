// `npm run serve`: the web alone, for production. The pages were built and the database migrated before.
import { listPendingMigrations } from '#lib/database/list-pending-migrations.ts'
import { EnvironmentError } from '#lib/env/environment-error.ts'
import { readEnv } from '#lib/env.ts'
import { PlainFailure } from './plain-failure.ts'
import { hasBuiltPages } from './start/build-pages.ts'
import { checkDatabaseAnswers } from './start/start-database.ts'

try {
  await checkPreparations()
} catch (error) {
  const isPlain = error instanceof PlainFailure || error instanceof EnvironmentError
  console.error(isPlain ? error.message : error)
  process.exit(1)
}

// The address of the database's owner is not for a process that serves requests.
delete process.env.MIGRATION_DATABASE_URL
delete process.env.MIGRATION_DATABASE_URL_FILE
Object.assign(process.env, { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' })
await import('./web.ts')

async function checkPreparations(): Promise<void> {
  const env = readEnv()
  if (!hasBuiltPages())
    throw new PlainFailure('The pages of this version are not built: run `npm run build`, then serve again.')
  await checkDatabaseAnswers({ ...env, migrationDatabaseUrl: undefined })
  const pending = await listPendingMigrations(env.databaseUrl)
  if (pending.length > 0)
    throw new PlainFailure(
      `The database lacks ${pending.join(', ')}: run \`npm run migrate\` as the role that owns the tables, then serve again.`,
    )
}

// `npm run migrate`: brings the database to the schema of this version. Several at once are safe: one works, the others wait.
import { listPendingMigrations } from '#lib/database/list-pending-migrations.ts'
import { migrate } from '#lib/database/migrate.ts'
import { EnvironmentError } from '#lib/env/environment-error.ts'
import { readStartEnv } from '#lib/env.ts'
import { PlainFailure } from './plain-failure.ts'
import { checkDatabaseAnswers, reasonOf } from './start/start-database.ts'

try {
  const env = readStartEnv()
  const { databaseUrl, migrationDatabaseUrl = databaseUrl } = env
  if (!databaseUrl || !migrationDatabaseUrl)
    throw new EnvironmentError('DATABASE_URL is not set: it names the Postgres database to migrate.')
  await checkDatabaseAnswers(env)
  const pending = await listPendingMigrations(migrationDatabaseUrl)
  await migrate(migrationDatabaseUrl, databaseUrl).catch((error) => {
    throw new PlainFailure(`The database stays as it was, since it refused: ${reasonOf(error)}.`)
  })
  console.log(pending.length > 0 ? `Migrated: ${pending.join(', ')}.` : 'The database was up to date.')
} catch (error) {
  const isPlain = error instanceof PlainFailure || error instanceof EnvironmentError
  console.error(isPlain ? error.message : error)
  process.exit(1)
}

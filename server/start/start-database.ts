import { join } from 'node:path'
import { connect } from '#lib/database/connect.ts'
import type { StartEnv } from '#lib/env.ts'
import { PlainFailure } from '../plain-failure.ts'
import { startPostgres } from '../postgres/start-postgres.ts'
import type { Household } from './household.ts'
import type { Secrets } from './secrets.ts'

export interface DatabaseUrls {
  appUrl: string
  ownerUrl: string
}

/** The configured database once it answers, or else our own Postgres. */
export async function startDatabase(
  env: StartEnv,
  secrets: Secrets,
  household: Household,
  note: (text: string) => void,
): Promise<DatabaseUrls> {
  const { databaseUrl, migrationDatabaseUrl = databaseUrl } = env
  if (databaseUrl && migrationDatabaseUrl) return { appUrl: databaseUrl, ownerUrl: migrationDatabaseUrl }

  const postgres = await startPostgres({ folder: postgresFolder(env.dataFolder), passwords: secrets.postgres })
  const ended = postgres.ended.then((lastLines) => ({ name: 'Postgres', code: null, lastLines }))
  household.join({ name: 'Postgres', pid: postgres.pid, ended, stop: postgres.stop })
  if (postgres.isElsewhere) note(`data in ${postgres.folder}`)
  return postgres
}

export function postgresFolder(dataFolder: string): string {
  return join(dataFolder, 'postgres')
}

/** @throws PlainFailure one sentence that says which database, and what it said, without its password */
export async function checkDatabaseAnswers({
  databaseUrl,
  migrationDatabaseUrl,
}: Pick<StartEnv, 'databaseUrl' | 'migrationDatabaseUrl'>): Promise<void> {
  for (const [variable, url] of Object.entries({
    DATABASE_URL: databaseUrl,
    MIGRATION_DATABASE_URL: migrationDatabaseUrl,
  })) {
    if (!url) continue
    const connection = connect(url, { maxConnections: 1 })
    await connection.database
      .execute('select 1')
      .catch((error) => {
        throw new PlainFailure(
          `The database of ${variable} (${withoutPassword(url)}) does not answer: ${reasonOf(error)}.`,
        )
      })
      .finally(connection.close)
  }
}

function withoutPassword(url: string): string {
  const [address = ''] = url.split('?')
  return address.replace(/^.*(@|:\/\/)/, '')
}

/** What Postgres said, without the query and its parameters. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause ? error.cause : error
  if (cause instanceof AggregateError) return reasonOf(cause.errors[0])
  return cause instanceof Error ? cause.message : String(cause)
}

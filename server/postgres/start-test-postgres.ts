import { randomBytes } from 'node:crypto'
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '#lib/database/migrate.ts'
import { processIdentity } from '../process-identity.ts'
import { startPostgres } from './start-postgres.ts'
import { stopLeftover } from './stop-leftover.ts'

const prefix = join(tmpdir(), 'portico-test-')

export interface TestPostgres {
  pid: number
  /** A migrated, empty database to copy, as the role that may copy it. */
  templateUrl: string
  /** The app's role on the same server. */
  appUrl: string
  stop(): Promise<void>
}

/** One Postgres for a whole run of tests, thrown away afterwards. */
export async function startTestPostgres(): Promise<TestPostgres> {
  await removeAbandoned()
  const folder = mkdtempSync(`${prefix}${process.pid}-`)
  const passwords = { superuser: makePassword(), owner: makePassword(), app: makePassword() }
  const postgres = await startPostgres({ folder, passwords, isDurable: false })
  await migrate(postgres.ownerUrl, postgres.appUrl)
  const templateUrl = new URL(postgres.superuserUrl)
  templateUrl.pathname = new URL(postgres.ownerUrl).pathname
  return {
    pid: postgres.pid,
    templateUrl: templateUrl.href,
    appUrl: postgres.appUrl,
    stop: async () => {
      await postgres.stop()
      // Its last words are still read when it is gone.
      await postgres.ended
      for (const path of [folder, postgres.folder]) rmSync(path, { recursive: true, force: true })
    },
  }
}

/** A run that was killed could not clean up: its Postgres still stands there, named after a process that is gone. */
async function removeAbandoned(): Promise<void> {
  for (const folder of globSync(`${prefix}*-*`)) {
    const runner = Number(folder.slice(prefix.length).split('-')[0])
    if (processIdentity(runner) !== undefined) continue
    try {
      await stopLeftover(join(folder, 'cluster'))
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Another user's.
    }
  }
}

function makePassword(): string {
  return randomBytes(16).toString('hex')
}

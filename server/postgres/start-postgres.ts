// A real Postgres from npm, on 127.0.0.1 alone and behind passwords, for those who brought no DATABASE_URL.
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findFreePort } from '../free-port.ts'
import { PlainFailure } from '../plain-failure.ts'
import { prepareBinaries } from './binaries.ts'
import { createCluster, type PostgresPasswords, postgresEnvironment } from './create-cluster.ts'
import { type PostgresPlace, placePostgres } from './place-postgres.ts'
import { stopLeftover, stopPostmaster } from './stop-leftover.ts'

export interface Postgres {
  pid: number
  /** May make databases and roles; the app never sees it. */
  superuserUrl: string
  ownerUrl: string
  appUrl: string
  /** Where the data really is: not always where it was wanted. */
  folder: string
  isElsewhere: boolean
  /** Resolves when it ends, whoever ended it, with the last lines of its log. */
  ended: Promise<string>
  stop(): Promise<void>
}

export interface PostgresOptions {
  folder: string
  passwords: PostgresPasswords
  /** False for tests: faster, and a power cut may lose data. */
  isDurable?: boolean
}

const attempts = 20
const pauseMilliseconds = 250
const readyWithinMilliseconds = 60_000

export async function startPostgres({ folder, passwords, isDurable = true }: PostgresOptions): Promise<Postgres> {
  const place = placePostgres(resolve(folder))
  const binaries = prepareBinaries(place.user, join(place.folder, 'binaries'))
  const cluster = createCluster(place, binaries, passwords)
  await stopLeftover(cluster)

  // After a kill -9 the old backends need a moment to go, and a free port may be taken by the time we listen.
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort()
    const { child, pid, ended } = launch({ place, binaries, cluster, port, isDurable })
    if (await becomesReady(child, cluster)) {
      const url = (role: string, database: string, password: string) =>
        `postgres://${role}:${password}@127.0.0.1:${port}/${database}`
      return {
        pid,
        superuserUrl: url('postgres', 'postgres', passwords.superuser),
        ownerUrl: url('portico_owner', 'portico', passwords.owner),
        appUrl: url('portico_app', 'portico', passwords.app),
        folder: place.folder,
        isElsewhere: place.isElsewhere,
        ended,
        stop: () => stopPostmaster(pid),
      }
    }
    if (attempt === attempts) throw new PlainFailure(`Postgres did not start. Its last words: ${await ended}`)
    await sleep(pauseMilliseconds)
  }
}

interface Launch {
  place: PostgresPlace
  binaries: string
  cluster: string
  port: number
  isDurable: boolean
}

function launch({ place, binaries, cluster, port, isDurable }: Launch) {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(isDurable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = join(place.folder, 'postgres.log')
  const output = openSync(log, 'w', 0o600)
  const child = spawn(join(binaries, 'bin', 'postgres'), ['-D', cluster, ...args], {
    ...place.user,
    cwd: place.folder,
    env: postgresEnvironment,
    stdio: ['ignore', output, output],
    // A group of its own: Ctrl-C reaches the web first, which still needs the database to finish its requests.
    detached: true,
  })
  closeSync(output)
  if (child.pid === undefined) throw new PlainFailure(`Postgres could not be started from ${binaries}.`)
  const ended = new Promise<string>((done) => child.once('exit', () => done(lastLines(log))))
  return { child, pid: child.pid, ended }
}

/** As pg_ctl does: the server writes its state into the eighth line of its pid file. */
async function becomesReady(child: ChildProcess, cluster: string): Promise<boolean> {
  const deadline = performance.now() + readyWithinMilliseconds
  while (child.exitCode === null && child.signalCode === null) {
    const [pid, , , , , , , state] = readPidFile(cluster)
    if (Number(pid) === child.pid && state?.trim() === 'ready') return true
    if (performance.now() > deadline) throw new PlainFailure('Postgres did not get ready within a minute.')
    await sleep(20)
  }
  return false
}

function readPidFile(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

function lastLines(log: string): string {
  return readFileSync(log, 'utf8').trim().split('\n').slice(-5).join('\n')
}

import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PlainFailure } from '../plain-failure.ts'
import type { PostgresPlace } from './place-postgres.ts'

export interface PostgresPasswords {
  superuser: string
  owner: string
  app: string
}

/** Locale by Postgres itself: the same order of strings on every machine. */
const initdbFlags = [
  '--username=postgres',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  '--auth=reject',
  '--no-instructions',
]

const access = 'host all all 127.0.0.1/32 scram-sha-256\n'

/** Makes the cluster with its roles and the database, unless it is there. It appears whole or not at all. */
export function createCluster(place: PostgresPlace, binaries: string, passwords: PostgresPasswords): string {
  const cluster = join(place.folder, 'cluster')
  if (existsSync(cluster)) return cluster

  const unfinished = `${cluster}.new`
  rmSync(unfinished, { recursive: true, force: true })
  run(place, join(binaries, 'bin', 'initdb'), [...initdbFlags, '--pgdata', unfinished])
  // Without a server, so that nobody else can connect before the passwords are set.
  const single = ['--single', '-D', unfinished, '-c', 'exit_on_error=on', 'postgres']
  run(place, join(binaries, 'bin', 'postgres'), single, statements(passwords))
  writeOwned(place, join(unfinished, 'pg_hba.conf'), access)
  renameSync(unfinished, cluster)
  return cluster
}

function statements({ superuser, owner, app }: PostgresPasswords): string {
  return [
    `ALTER ROLE postgres PASSWORD '${superuser}'`,
    `CREATE ROLE portico_owner LOGIN PASSWORD '${owner}'`,
    `CREATE ROLE portico_app LOGIN PASSWORD '${app}'`,
    'CREATE DATABASE portico OWNER portico_owner',
    '',
  ].join('\n')
}

function run(place: PostgresPlace, program: string, args: string[], input = ''): void {
  const { status, stderr, error } = spawnSync(program, args, {
    ...place.user,
    cwd: place.folder,
    env: postgresEnvironment,
    input,
    encoding: 'utf8',
  })
  if (status === 0) return
  const reason = error?.message ?? stderr.trim().split('\n').at(-1)
  throw new PlainFailure(`Postgres could not make its data folder in ${place.folder}: ${reason}`)
}

/** Nothing of ours: a stray PGDATA or locale of the machine must not decide. */
export const postgresEnvironment = {
  PATH: '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
} as Partial<NodeJS.ProcessEnv> as NodeJS.ProcessEnv

function writeOwned({ user }: PostgresPlace, path: string, content: string): void {
  writeFileSync(path, content)
  chmodSync(path, 0o600)
  if (user) chownSync(path, user.uid, user.gid)
}

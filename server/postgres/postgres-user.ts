import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { PlainFailure } from '../plain-failure.ts'

export interface PostgresUser {
  uid: number
  gid: number
}

/** Postgres refuses to run as root, so root runs it as one of these. */
const unprivilegedNames = ['postgres', 'nobody']

/** @returns undefined when Postgres runs as the one who started us */
export function findPostgresUser(): PostgresUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of unprivilegedNames) {
    const account = accounts.find((fields) => fields[0] === name)
    if (account) return { uid: Number(account[2]), gid: Number(account[3]) }
  }
  throw new PlainFailure(
    'Postgres refuses to run as root, and this machine has no user "postgres" or "nobody": run Portico as another user, or set DATABASE_URL.',
  )
}

/** Asks the system itself, since modes, ACLs and mounts all have a say. */
export function canReach(user: PostgresUser | undefined, test: '-x' | '-r', path: string): boolean {
  if (process.platform === 'win32') return true
  const { status, error } = spawnSync('/bin/sh', ['-c', `test ${test} "$1"`, 'sh', path], { ...user, cwd: '/' })
  if (error)
    throw new PlainFailure(`Root may not become another user here, and Postgres refuses root: set DATABASE_URL.`)
  return status === 0
}

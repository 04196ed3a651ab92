// Settings that may stand in a file instead of the environment, as Docker, Kubernetes and systemd hand secrets over.
import { readFileSync } from 'node:fs'
import { EnvironmentError } from './environment-error.ts'
import type { Variables } from './parse-variables.ts'

const secretNames = [
  'STRIPE_SECRET_KEY',
  'STRIPE_PUBLISHABLE_KEY',
  'DATABASE_URL',
  'MIGRATION_DATABASE_URL',
  'HANDOFF_SECRETS',
] as const

export function listSecretFiles(variables: Variables): { name: string; path: string }[] {
  return secretNames.flatMap((name) => {
    const path = variables[`${name}_FILE`]?.trim()
    return path ? [{ name, path }] : []
  })
}

/**
 * The same variables, with `NAME` read from the file that `NAME_FILE` names; it wins over a `NAME` beside it.
 * @throws EnvironmentError for a file that cannot be read, or is empty
 */
export function withSecretFiles(variables: Variables): Variables {
  const read = listSecretFiles(variables).map(({ name, path }) => {
    const secret = readSecret(path, (why) => new EnvironmentError(`${name}_FILE names ${path}, which ${why}.`))
    return [name, secret]
  })
  return { ...variables, ...Object.fromEntries(read) }
}

function readSecret(path: string, fail: (why: string) => Error): string {
  let secret: string
  try {
    secret = readFileSync(path, 'utf8').trim()
  } catch (error) {
    throw fail(`cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
  // One that is being written, perhaps: a secret that is not to be set has no file.
  if (secret === '') throw fail('is empty')
  return secret
}

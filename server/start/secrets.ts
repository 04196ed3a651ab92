import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { PostgresPasswords } from '../postgres/create-cluster.ts'

const schema = z.object({
  postgres: z.object({ superuser: z.string(), owner: z.string(), app: z.string() }),
  handoffSecret: z.string().min(32),
  twinKey: z.string().startsWith('sk_test_'),
})

/** What the first start makes up for this machine alone. */
export interface Secrets {
  postgres: PostgresPasswords
  handoffSecret: string
  twinKey: string
}

export const secretsFile = 'secrets.json'

export function readOrMakeSecrets(dataFolder: string): Secrets {
  const path = join(dataFolder, secretsFile)
  if (existsSync(path)) return schema.parse(JSON.parse(readFileSync(path, 'utf8')))
  return save(path, {
    postgres: { superuser: makeSecret(), owner: makeSecret(), app: makeSecret() },
    handoffSecret: makeSecret(),
    twinKey: makeTwinKey(),
  })
}

/** Another key is another, empty account in the twin. */
export function replaceTwinKey(dataFolder: string): void {
  save(join(dataFolder, secretsFile), { ...readOrMakeSecrets(dataFolder), twinKey: makeTwinKey() })
}

function save(path: string, secrets: Secrets): Secrets {
  writeFileSync(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
  return secrets
}

function makeTwinKey(): string {
  return `sk_test_${randomBytes(24).toString('hex')}`
}

function makeSecret(): string {
  return randomBytes(32).toString('hex')
}

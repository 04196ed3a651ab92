import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#lib/database/testing.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase(inject('templateUrl'), inject('appUrl'))
})
afterAll(() => database.drop())

const keys = { STRIPE_SECRET_KEY: 'rk_test_12345678', STRIPE_PUBLISHABLE_KEY: 'pk_test_1234' }

function run(command: string, variables: Record<string, string>) {
  const env = { PATH: process.env.PATH, NODE_ENV: 'test' as const, ...variables }
  const { status, stdout, stderr } = spawnSync(process.execPath, [`server/${command}.ts`], { env, encoding: 'utf8' })
  return { status, said: `${stdout}${stderr}`.trim() }
}

describe('npm run migrate', () => {
  it('needs the database alone, and says when there is nothing to do', () => {
    const url = new URL(inject('templateUrl'))
    url.pathname = new URL(database.url).pathname
    const ran = run('migrate', { DATABASE_URL: database.url, MIGRATION_DATABASE_URL: url.href })
    expect(ran).toEqual({ status: 0, said: 'The database was up to date.' })
  })

  it('says in one sentence why it cannot', () => {
    expect(run('migrate', {})).toEqual({
      status: 1,
      said: 'DATABASE_URL is not set: it names the Postgres database to migrate.',
    })
    expect(run('migrate', { DATABASE_URL: database.url })).toEqual({
      status: 1,
      said: expect.stringMatching(/^The database stays as it was, since it refused: permission denied for .*\.$/),
    })
  })
})

describe('npm run serve', () => {
  it.each([
    [{}, /^DATABASE_URL is not set: .*\.$/],
    [{ ...keys, DATABASE_URL: 'postgres://a:secret@127.0.0.1:1/b' }, /^(The pages|The database of DATABASE_URL) .*\.$/],
    [{ ...keys, DATABASE_URL: 'postgres://a:secret#@127.0.0.1:1/b' }, /^DATABASE_URL is not a Postgres address: .*\.$/],
    [{ ...keys, DATABASE_URL: 'postgres://a:secret@127.0.0.1:1/b', DRAIN_DELAY: 'x' }, /^DRAIN_DELAY is not .*\.$/],
  ])('does not start without what it needs, and says so in one sentence: %j', (variables, sentence) => {
    const { status, said } = run('serve', variables)
    expect(status).toBe(1)
    expect(said).toMatch(sentence)
    expect(said).not.toContain('secret')
  })
})

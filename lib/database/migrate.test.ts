import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { listPendingMigrations } from './list-pending-migrations.ts'
import { migrate } from './migrate.ts'

let ownerUrl: string
let appUrl: string

beforeEach(async () => {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  ownerUrl = withDatabase(inject('templateUrl'), name)
  appUrl = withDatabase(inject('appUrl'), name)
  await run(withDatabase(ownerUrl, 'postgres'), `create database ${name} template template0`)
})

afterEach(async () => {
  await run(withDatabase(ownerUrl, 'postgres'), `drop database ${new URL(ownerUrl).pathname.slice(1)} with (force)`)
})

describe('migrate', () => {
  it('may run several times at once, and again', async () => {
    await Promise.all(Array.from({ length: 5 }, () => migrate(ownerUrl, appUrl)))
    await migrate(ownerUrl, appUrl)
    const [{ count, steps }] = await run(
      ownerUrl,
      'select count(*)::int as count, count(distinct hash)::int as steps from drizzle.__drizzle_migrations',
    )
    expect(count).toBe(steps)
    expect(count).toBeGreaterThan(0)
  })

  it('lets the app write, but not change what stands in the record', async () => {
    await migrate(ownerUrl, appUrl)
    await run(appUrl, `insert into audit_entries (scope, actor_kind, action) values ('s', 'system', 'a')`)
    await expect(run(appUrl, 'delete from audit_entries')).rejects.toThrow('permission denied')
    await expect(run(appUrl, 'drop table members')).rejects.toThrow('must be owner')
  })
})

describe('listPendingMigrations', () => {
  it('names everything for an empty database and nothing for a migrated one, to the app as well', async () => {
    const all = await listPendingMigrations(appUrl)
    expect(all[0]).toBe('0000_first')
    await migrate(ownerUrl, appUrl)
    expect(await listPendingMigrations(appUrl)).toEqual([])
    expect(await listPendingMigrations(ownerUrl)).toEqual([])
  })

  it('names the last one for a database of the version before', async () => {
    const all = await listPendingMigrations(ownerUrl)
    await migrate(ownerUrl, appUrl)
    await run(
      ownerUrl,
      'delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)',
    )
    expect(await listPendingMigrations(appUrl)).toEqual(all.slice(-1))
  })

  it('has nothing to say of a database that is ahead', async () => {
    await migrate(ownerUrl, appUrl)
    await run(ownerUrl, `insert into drizzle.__drizzle_migrations (hash, created_at) values ('next', 9999999999999)`)
    expect(await listPendingMigrations(appUrl)).toEqual([])
  })
})

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function run(url: string, statement: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
    .query(statement)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

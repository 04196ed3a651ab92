import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Connection, connect } from '#lib/database/connect.ts'
import { createTestDatabase, type TestDatabase } from '#lib/database/testing.ts'
import { limits } from './limits.ts'
import { purgeFullBuckets } from './rate-limit-store.ts'
import { createRefusedKeys } from './refused-keys.ts'
import { type Counted, takeRequest } from './take.ts'

let first: TestDatabase
let second: Connection

beforeAll(async () => {
  first = await createTestDatabase(inject('templateUrl'), inject('appUrl'))
  second = connect(first.url, { maxConnections: 4 })
})

afterAll(async () => {
  await second.close()
  await first.drop()
})

const small = {
  ...limits,
  change_by_login: { burst: 10, perSecond: 0.01 },
  change_by_customer: { burst: 5, perSecond: 10 },
}

/** An instance of its own, with its own memory. */
function createInstance({ database }: Connection) {
  const refused = createRefusedKeys(100)
  return (counted: Counted) => takeRequest(database, counted, { limits: small, refused })
}

describe('takeRequest', () => {
  it('grants what the bucket holds and no more, however many instances are asked at once', async () => {
    const instances = [createInstance(first), createInstance(second)]
    const counted = { change_by_login: randomUUID() }
    const asked = Array.from({ length: 50 }, (_, number) => instances[number % 2]?.(counted))
    const outcomes = await Promise.allSettled(asked)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'rate_limited', status: 429, retryAfterSeconds: 100 })
  })

  it('grants again after a while', async () => {
    const take = createInstance(first)
    const counted = { change_by_customer: randomUUID() }
    const takeAll = () => Promise.allSettled(Array.from({ length: 8 }, () => take(counted)))
    await takeAll()
    await expect(take(counted)).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 1 })
    await sleep(250)
    await expect(take(counted)).resolves.toBeUndefined()
  })

  it('keeps the buckets of others apart', async () => {
    const take = createInstance(first)
    const counted = { change_by_login: randomUUID() }
    await Promise.allSettled(Array.from({ length: 11 }, () => take(counted)))
    await expect(take(counted)).rejects.toThrow()
    await expect(take({ change_by_login: randomUUID() })).resolves.toBeUndefined()
  })

  it('refuses when one of several is empty, and two orders never wait for each other', async () => {
    const take = createInstance(first)
    const [login, customer] = [randomUUID(), randomUUID()]
    const asked = Array.from({ length: 40 }, (_, number) =>
      take(
        number % 2
          ? { change_by_login: login, change_by_address: customer }
          : { change_by_address: customer, change_by_login: login },
      ),
    )
    const outcomes = await Promise.allSettled(asked)
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(reasons).toEqual(Array(30).fill('rate_limited'))
  })

  it('leaves no address in the table', async () => {
    await createInstance(first)({ change_by_address: '203.0.113.77' })
    const { rows } = await first.database.execute(sql`select * from rate_limits`)
    expect(JSON.stringify(rows)).not.toContain('203.0.113.77')
  })
})

describe('purgeFullBuckets', () => {
  it('forgets the buckets that are full again, and those alone', async () => {
    const take = createInstance(first)
    await first.database.execute(sql`delete from rate_limits`)
    await take({ change_by_customer: randomUUID() })
    await take({ change_by_login: randomUUID() })
    await sleep(150)
    await purgeFullBuckets(first.database)
    const { rows } = await first.database.execute(sql`select count(*)::int as count from rate_limits`)
    expect(rows).toEqual([{ count: 1 }])
  })
})

describe('createRefusedKeys', () => {
  it('stays small whoever comes', () => {
    const refused = createRefusedKeys(10_000)
    for (let number = 0; number < 1_000_000; number += 1) refused.add(`key ${number}`, 60_000)
    expect(refused.size).toBeLessThanOrEqual(10_000)
    expect(refused.has('key 999999')).toBe(true)
    expect(refused.has('key 1')).toBe(false)
  })

  it('forgets in time', async () => {
    const refused = createRefusedKeys(10)
    refused.add('key', 20)
    expect(refused.has('key')).toBe(true)
    await sleep(30)
    expect(refused.has('key')).toBe(false)
  })
})

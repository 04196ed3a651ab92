import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rateLimits } from '#lib/database/tables/rate-limits.ts'
import { createTestServices, type TestServices } from '#lib/testing.ts'
import { touchAndTell } from './view-store.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
})
afterAll(() => test.close())

const touch = { loginId: randomUUID(), now: new Date() }
const count = (keyHash: string, takenSeconds: number, heldSeconds = takenSeconds) => ({
  keyHash,
  takenSeconds,
  heldSeconds,
  fillsInSeconds: 60,
})

async function heldSeconds(): Promise<Record<string, number>> {
  const rows = await test.services.database.select().from(rateLimits)
  return Object.fromEntries(rows.map(({ keyHash, fullAt }) => [keyHash, (fullAt.getTime() - Date.now()) / 1000]))
}

describe('touchAndTell', () => {
  it('adds up what several instances let through, beyond what a bucket holds', async () => {
    const tell = () => touchAndTell(test.services.database, touch, [count('customer', 60), count('address', 6)])
    await Promise.all([tell(), tell(), tell()])
    const { customer, address } = await heldSeconds()
    expect(customer).toBeGreaterThan(170)
    expect(customer).toBeLessThanOrEqual(180.1)
    expect(address).toBeGreaterThan(8)
    expect(address).toBeLessThanOrEqual(18.1)
  })

  it('believes an instance whose bucket filled while it took', async () => {
    await touchAndTell(test.services.database, touch, [count('slow', 60, 6)])
    expect((await heldSeconds()).slow).toBeLessThanOrEqual(6.1)
  })

  it('tells nothing where nothing was counted', async () => {
    const before = await test.services.database.select().from(rateLimits)
    await touchAndTell(test.services.database, touch, [])
    expect(await test.services.database.select().from(rateLimits)).toEqual(before)
  })
})

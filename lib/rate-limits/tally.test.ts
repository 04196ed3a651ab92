import { describe, expect, it } from 'vitest'
import { createTally, type HeldBucket } from './tally.ts'

function createTest(options: { limit?: number } = {}) {
  let at = 1_000_000
  const tally = createTally({ ...options, now: () => at })
  const pass = (seconds: number) => {
    at += seconds * 1000
  }
  return { tally, pass }
}

/** Holds ten, and gets one back every six seconds. */
const bucket = (keyHash: string, more: Partial<HeldBucket> = {}): HeldBucket => ({
  name: 'view_by_customer',
  keyHash,
  burst: 10,
  everySeconds: 6,
  heldSeconds: 0,
  ...more,
})

describe('createTally', () => {
  it('grants what a bucket holds, then what time gives back', () => {
    const { tally, pass } = createTest()
    for (let count = 0; count < 10; count += 1) expect(tally.take([bucket('a')])).toBeUndefined()
    expect(tally.take([bucket('a')])).toMatchObject({ bucket: { keyHash: 'a' }, retryAfterSeconds: 6 })
    expect(tally.take([bucket('b')])).toBeUndefined()
    pass(4)
    expect(tally.take([bucket('a')])?.retryAfterSeconds).toBe(2)
    pass(2)
    expect(tally.take([bucket('a')])).toBeUndefined()
    expect(tally.take([bucket('a')])).toBeDefined()
  })

  it('grants a tenth of a second’s share exactly as often as it should', () => {
    const { tally } = createTest()
    const each = bucket('a', { burst: 1000, everySeconds: 0.1 })
    for (let count = 0; count < 1000; count += 1) expect(tally.take([each])).toBeUndefined()
    expect(tally.take([each])).toBeDefined()
  })

  it('takes from none where one of several is empty', () => {
    const { tally } = createTest()
    for (let count = 0; count < 10; count += 1) tally.take([bucket('a')])
    for (let count = 0; count < 50; count += 1) expect(tally.take([bucket('b'), bucket('a')])).toBeDefined()
    for (let count = 0; count < 10; count += 1) expect(tally.take([bucket('b')])).toBeUndefined()
  })

  it('believes the database where others have taken more', () => {
    const { tally } = createTest()
    expect(tally.take([bucket('a', { heldSeconds: 54 })])).toBeUndefined()
    expect(tally.take([bucket('a')])).toMatchObject({ retryAfterSeconds: 6 })
    expect(tally.take([bucket('b', { heldSeconds: 57 })])).toMatchObject({ retryAfterSeconds: 3 })
  })

  it('hands over once what it counted, and says when that is due', () => {
    const { tally, pass } = createTest()
    const both = [bucket('a'), bucket('b')]
    tally.take(both)
    pass(20)
    tally.take([bucket('a')])
    expect(tally.isDue(both)).toBe(false)
    pass(40)
    expect(tally.isDue(both)).toBe(true)
    expect(tally.settle(both)).toEqual([
      { keyHash: 'a', takenSeconds: 12, fillsInSeconds: 60, heldSeconds: 0 },
      { keyHash: 'b', takenSeconds: 6, fillsInSeconds: 60, heldSeconds: 0 },
    ])
    expect(tally.settle(both)).toEqual([])
    expect(tally.isDue(both)).toBe(false)
    pass(600)
    tally.take([bucket('a')])
    pass(1)
    expect(tally.settle(both)).toMatchObject([{ keyHash: 'a', takenSeconds: 6, heldSeconds: 5 }])
  })

  it('tells how full a bucket is by now, also where most of it was taken just before', () => {
    const { tally, pass } = createTest()
    tally.take([bucket('a')])
    pass(59)
    for (let count = 0; count < 9; count += 1) tally.take([bucket('a')])
    pass(1)
    expect(tally.settle([bucket('a')])).toMatchObject([{ takenSeconds: 60, heldSeconds: 53 }])
  })

  it('stays small whoever comes', () => {
    const { tally } = createTest({ limit: 100 })
    for (let number = 0; number < 100_000; number += 1) tally.take([bucket(`key ${number}`)])
    const known = Array.from({ length: 100_000 }, (_, number) => bucket(`key ${number}`))
    expect(tally.settle(known).length).toBeLessThanOrEqual(100)
  })
})

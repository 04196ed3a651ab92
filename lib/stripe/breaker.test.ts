import { describe, expect, it } from 'vitest'
import { type CallOutcome, createBreaker } from './breaker.ts'

function createTest() {
  let at = 0
  const breaker = createBreaker({ opensAfter: 3, openForMs: 5_000, now: () => at })
  const pass = (ms: number) => {
    at += ms
  }
  /** A call that takes so long. */
  const call = (outcome: CallOutcome, ms = 100) => {
    const end = breaker.begin()
    pass(ms)
    end(outcome)
  }
  const fail = (times: number) => {
    for (let count = 0; count < times; count += 1) call('unanswered')
  }
  return { breaker, pass, call, fail }
}

describe('createBreaker', () => {
  it('opens after three calls in a row without an answer, and not before', () => {
    const { breaker, call, fail } = createTest()
    fail(2)
    call('answered')
    fail(2)
    expect(breaker.isOpen).toBe(false)
    fail(1)
    expect(breaker.isOpen).toBe(true)
    expect(breaker.refusesForSeconds).toBeGreaterThanOrEqual(1)
  })

  it('counts calls that were under way together once', () => {
    const { breaker, pass, fail } = createTest()
    const ends = Array.from({ length: 50 }, () => breaker.begin())
    for (const end of ends) {
      pass(1)
      end('unanswered')
    }
    expect(breaker.isOpen).toBe(false)
    fail(2)
    expect(breaker.isOpen).toBe(true)
  })

  it('says after how many seconds it lets one through', () => {
    const { breaker, pass, fail } = createTest()
    fail(3)
    const waits = [0, 3_100, 1_800, 100].map((ms) => {
      pass(ms)
      return breaker.refusesForSeconds
    })
    expect(waits).toEqual([5, 2, 1, undefined])
  })

  it('lets a single one through then, and nobody else until that has ended', () => {
    const { breaker, pass, fail } = createTest()
    fail(3)
    pass(5_000)
    const end = breaker.begin()
    expect(breaker.refusesForSeconds).toBeGreaterThanOrEqual(1)
    pass(60_000)
    expect(breaker.refusesForSeconds).toBeGreaterThanOrEqual(1)
    end('answered')
    expect([breaker.isOpen, breaker.refusesForSeconds]).toEqual([false, undefined])
  })

  it('stays open for as long again when that one fails, too', () => {
    const { breaker, pass, fail, call } = createTest()
    fail(3)
    pass(5_000)
    call('unanswered')
    pass(4_999)
    expect(breaker.refusesForSeconds).toBeGreaterThanOrEqual(1)
    pass(1)
    call('answered')
    fail(2)
    expect(breaker.isOpen).toBe(false)
  })

  it('closes for an answer to a call that left before it opened', () => {
    const { breaker, fail } = createTest()
    const end = breaker.begin()
    fail(3)
    end('answered')
    expect(breaker.isOpen).toBe(false)
  })

  it('does not stay open for longer because calls that left before come back without an answer', () => {
    const { breaker, pass, fail } = createTest()
    const end = breaker.begin()
    fail(3)
    pass(4_900)
    end('unanswered')
    pass(100)
    expect(breaker.refusesForSeconds).toBeUndefined()
  })
  it('learns nothing from a call that was given up early, and lets the next one try', () => {
    const { breaker, pass, call, fail } = createTest()
    for (let count = 0; count < 10; count += 1) call('given_up')
    expect(breaker.isOpen).toBe(false)
    fail(3)
    pass(5_000)
    call('given_up')
    expect([breaker.isOpen, breaker.refusesForSeconds]).toEqual([true, undefined])
  })
})

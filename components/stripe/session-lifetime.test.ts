import { describe, expect, it } from 'vitest'
import { isOver, lifetimeOf } from './session-lifetime.ts'

const minute = 60_000
const servedAtMs = Date.UTC(2026, 10, 21, 12)
const received = { monotonicMs: 5_000, wallMs: servedAtMs }
const halfAnHour = lifetimeOf(servedAtMs / 1000 + 30 * 60, servedAtMs, received)

function later(monotonicMs: number, wallMs = monotonicMs) {
  return { monotonicMs: received.monotonicMs + monotonicMs, wallMs: received.wallMs + wallMs }
}

describe('isOver', () => {
  it('says no until the lead begins, and yes from then on', () => {
    expect(isOver(halfAnHour, minute, later(29 * minute - 1))).toBe(false)
    expect(isOver(halfAnHour, minute, later(29 * minute))).toBe(true)
  })

  it('counts the time that the machine slept, which the monotonic clock missed', () => {
    expect(isOver(halfAnHour, minute, later(2 * minute, 120 * minute))).toBe(true)
  })

  it('is not held back by a wall clock that was set back', () => {
    expect(isOver(halfAnHour, minute, later(29 * minute, -60 * minute))).toBe(true)
  })

  it('says yes at once to a secret that arrives with less than the lead left', () => {
    const short = lifetimeOf(servedAtMs / 1000 + 45, servedAtMs, received)
    expect(isOver(short, minute, received)).toBe(true)
  })
})

describe('lifetimeOf', () => {
  it('does not depend on the browser’s own date', () => {
    const yearsOff = { monotonicMs: 0, wallMs: 0 }
    expect(lifetimeOf(servedAtMs / 1000 + 60, servedAtMs, yearsOff).livesForMs).toBe(minute)
  })
})

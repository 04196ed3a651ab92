import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestServices, type TestServices } from '#lib/testing.ts'
import { createOperatorLink } from './create-operator-link.ts'
import { enterByLink } from './enter-by-link.ts'
import { findOperatorLogin } from './find-operator-login.ts'
import { hasSteppedUp } from './operator.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
})
afterAll(() => test.close())

const begin = Date.parse('2027-03-04T09:00:00Z')
const minute = 60
const hour = 60 * minute

/** The same services, whose clock stands so many seconds after the beginning. */
const at = (seconds: number) => ({ ...test.services, now: () => new Date(begin + seconds * 1000) })

let count = 0
async function enter(seconds = 0) {
  count += 1
  const { url } = await createOperatorLink(at(seconds), { email: `${count}@acme.example`, role: 'editor' })
  const token = url.split('/').at(-1) ?? ''
  return enterByLink(at(seconds), { token, previousLogin: undefined, request: { ip: '192.0.2.1', requestId: 'r1' } })
}

describe('an operator’s login', () => {
  it('lives 30 idle minutes, to the second', async () => {
    const login = await enter()
    expect(await findOperatorLogin(at(30 * minute), login)).toBeUndefined()
    expect(await findOperatorLogin(at(30 * minute - 1), login)).toBeDefined()
    expect(await findOperatorLogin(at(60 * minute - 2), login)).toBeDefined()
    expect(await findOperatorLogin(at(90 * minute - 2), login)).toBeUndefined()
  })

  it('lives 12 hours, to the second, however busy', async () => {
    const login = await enter()
    for (let seconds = 0; seconds < 12 * hour; seconds += 29 * minute)
      expect(await findOperatorLogin(at(seconds), login)).toBeDefined()
    expect(await findOperatorLogin(at(12 * hour - 1), login)).toBeDefined()
    expect(await findOperatorLogin(at(12 * hour), login)).toBeUndefined()
  })

  it('gains nothing from a clock that is set back', async () => {
    const login = await enter()
    expect(await findOperatorLogin(at(-59), login)).toBeDefined()
    expect(await findOperatorLogin(at(-61), login)).toBeUndefined()
    expect(await findOperatorLogin(at(-12 * hour), login)).toBeUndefined()
    // Seen at 25 minutes, then the clock goes back and on again.
    expect(await findOperatorLogin(at(25 * minute), login)).toBeDefined()
    expect(await findOperatorLogin(at(5 * minute), login)).toBeDefined()
    expect(await findOperatorLogin(at(56 * minute), login)).toBeUndefined()
  })
})

describe('hasSteppedUp', () => {
  const steppedUp = (seconds: number) => hasSteppedUp({ steppedUpAt: new Date(begin) }, at(seconds).now())

  it('holds for ten minutes, and not for a moment that is yet to come', () => {
    expect([0, 10 * minute, -60].map(steppedUp)).toEqual([true, true, true])
    expect([10 * minute + 1, -61, -hour].map(steppedUp)).toEqual([false, false, false])
  })

  it('does not hold for a login that proved nothing', () => {
    expect(hasSteppedUp({ steppedUpAt: null }, at(0).now())).toBe(false)
  })

  it('begins with the one-time link', async () => {
    const token = await enter()
    const login = await findOperatorLogin(at(minute), token)
    expect(login && hasSteppedUp(login, at(9 * minute).now())).toBe(true)
    expect(login && hasSteppedUp(login, at(11 * minute).now())).toBe(false)
  })
})

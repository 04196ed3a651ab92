import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { idPrefixes } from '../kernel/id-prefixes.ts'
import { operations } from '../kernel/stripe-table.ts'
import type { ObjectName } from '../kernel/wire.ts'
import { createTestTwin } from '../test-twin.ts'
import { checkAnswer } from './check-answer.ts'

const fixtures = readFixtures()

/** Stripe's own examples of its objects, where they are at hand. */
function readFixtures(): Record<string, { id?: string }> {
  const file = join(process.cwd(), '../shared/stripe/fixtures3.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).resources : {}
}

/** The objects that the operations which the twin plays answer with. */
function playedObjects(): ObjectName[] {
  const { account } = createTestTwin()
  const played = account.run({ kind: 'secret' }, ({ resources }) =>
    operations.filter(({ method, path }) => resources.calls.find(method, path.replace(/\{.+?\}/g, 'x'))?.value.handler),
  )
  return [...new Set(played.flatMap(({ answers }) => answers ?? []))] as ObjectName[]
}

describe('checkAnswer', () => {
  it.each([
    [
      'a field that is missing',
      (customer: object) => ({ ...customer, created: undefined }),
      'customer.created: missing',
    ],
    ['a field that Stripe does not have', (customer: object) => ({ ...customer, mood: 1 }), 'customer.mood: unknown'],
    ['null where it cannot be', (customer: object) => ({ ...customer, livemode: null }), 'customer.livemode: null'],
    ['another type', (customer: object) => ({ ...customer, balance: '1' }), 'customer.balance: string, not integer'],
    ['an object that Stripe does not have', () => ({ object: 'mood' }), 'mood: Stripe has no such object'],
  ])('tells %s', async (_, spoil, problem) => {
    const { account } = createTestTwin()
    const customer = account.run({ kind: 'secret' }, (context) =>
      context.insert('customer', { balance: 0, invoice_settings: {}, metadata: {} }),
    )
    expect(checkAnswer(customer)).toEqual([])
    expect(checkAnswer({ object: 'list', data: [spoil(customer)], has_more: false, url: '/' })).toEqual([problem])
  })

  it.skipIf(Object.keys(fixtures).length === 0)("agrees with Stripe's own objects, but for what is newer", () => {
    const known = playedObjects().filter((name) => fixtures[name])
    const problems = known.flatMap((name) => checkAnswer(fixtures[name])).filter((each) => !each.endsWith(': missing'))
    expect(known.length).toBeGreaterThan(25)
    expect(problems).toEqual(['invoice.subscription: unknown'])
  })

  it.skipIf(Object.keys(fixtures).length === 0)("begins ids as Stripe's objects do", () => {
    // Some of the examples have a made-up id, such as "obj_123".
    const ids = Object.entries(fixtures).flatMap(([name, { id = '' }]) => (/_\w{14,}$/.test(id) ? [{ name, id }] : []))
    const wrong = ids.filter(({ name, id }) => !id.startsWith(idPrefixes[name as ObjectName] ?? ''))
    // Stripe's reference has disputes begin with "du_"; the example is older.
    expect(wrong.map(({ name }) => name)).toEqual(['dispute'])
  })
})

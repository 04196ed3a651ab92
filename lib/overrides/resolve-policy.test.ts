import { describe, expect, it } from 'vitest'
import { policySchema } from '#lib/policy/policy.ts'
import { policyUntil, resolveParts } from './resolve-policy.ts'

const now = new Date('2026-11-21T12:00:00Z')
const at = (day: number) => new Date(`2026-11-${day}T12:00:00Z`)

function resolvedWith(endsAt: Date | null) {
  const values = { 'components.buy_button.enabled': true }
  return resolveParts(
    { policy: { content: policySchema.parse({}), revision: 1 }, override: { values, version: 1, endsAt } },
    now,
  )
}

describe('policyUntil', () => {
  it.each([
    ['before the override ends', at(25), at(24), true],
    ['just as the override ends', at(25), at(25), true],
    ['after the override has ended', at(25), at(26), false],
    ['for ever, the override not', at(25), null, false],
    ['for ever, the override too', null, null, true],
    ['for a while, the override for ever', null, at(26), true],
  ])('%s', (_when, endsAt, until, isOn) => {
    expect(policyUntil(resolvedWith(endsAt), until).components.buy_button.enabled).toBe(isOn)
  })
})

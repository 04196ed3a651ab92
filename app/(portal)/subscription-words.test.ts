import { describe, expect, it } from 'vitest'
import { getTranslator } from '#lib/messages/translate.ts'
import type { SubscriptionState } from '#lib/subscriptions/subscription-state.ts'
import { describeInterval, describePrice, describeState } from './subscription-words.ts'

const t = getTranslator('en-GB')
const fourthOfMarch = 1_804_118_400

describe('describeState', () => {
  it.each<[SubscriptionState['kind'], number | null, string, string]>([
    ['active', null, 'good', 'Active'],
    ['trial', fourthOfMarch, 'note', 'Trial until 4 March 2027'],
    ['trial', null, 'note', 'Trial'],
    ['ends', fourthOfMarch, 'caution', 'Ends on 4 March 2027'],
    ['payments_paused', fourthOfMarch, 'note', 'Payments paused until 4 March 2027'],
    ['payments_paused', null, 'note', 'Payments paused'],
    ['paused', null, 'note', 'Paused'],
    ['past_due', null, 'bad', 'Past due'],
    ['unpaid', null, 'bad', 'Unpaid'],
    ['incomplete', null, 'caution', 'First payment missing'],
    ['expired', null, 'neutral', 'Never started'],
    ['ended', fourthOfMarch, 'neutral', 'Ended on 4 March 2027'],
    ['ended', null, 'neutral', 'Ended'],
    ['unknown', null, 'neutral', 'Being set up'],
  ])('says %s at %s', (kind, at, tone, text) => {
    expect(describeState({ kind, at }, t)).toMatchObject({ tone, text })
  })
})

describe('describeInterval', () => {
  it.each([
    ['month', 1, 'month'],
    ['month', 3, '3 months'],
    ['year', 1, 'year'],
    ['week', 2, '2 weeks'],
    ['day', 10, '10 days'],
  ])('says %s times %d', (unit, count, text) => {
    expect(describeInterval({ unit, count }, t)).toBe(text)
  })
})

describe('describePrice', () => {
  const line = { name: 'Pro', currency: 'eur', interval: { unit: 'month', count: 1 } }

  it('shows how several make the amount', () => {
    const price = { kind: 'flat', totalMinor: 3750, unitMinor: '1250', quantity: 3 } as const
    expect(describePrice({ ...line, price }, t)).toEqual({ amount: '€37.50', interval: 'month', detail: '3 × €12.50' })
  })

  it('names the price of one where use decides', () => {
    expect(describePrice({ ...line, price: { kind: 'by_use', unitMinor: '0.25' } }, t).amount).toBe(
      '€0.0025 for each, by use',
    )
  })
})

import { describe, expect, it } from 'vitest'
import { emptyPolicy } from '#lib/policy/policy.ts'
import { listOverrideChanges, listRecordedOverrideChanges } from './override-changes.ts'

const values = { several_subscriptions: true }
const label = 'Pricing table: Sell to customers who have a running plan'

describe('listOverrideChanges', () => {
  it('tells two versions apart, in words', () => {
    const before = { values, note: null, endsAt: null }
    const after = { values: {}, note: 'Over', endsAt: new Date('2027-04-01T00:00:00Z') }
    expect(listOverrideChanges(emptyPolicy, before, after)).toEqual([
      { name: 'several_subscriptions', label, before: 'On', after: 'As everyone (Off)' },
      { name: 'note', label: 'Note', before: 'None', after: 'Over' },
      { name: 'last_day', label: 'Last day', before: 'No end', after: '2027-03-31' },
    ])
  })

  it('says so where the customer has of their own what everyone has', () => {
    const own = { values: { several_subscriptions: false }, note: null, endsAt: null }
    expect(listOverrideChanges(emptyPolicy, null, own)).toEqual([
      { name: 'several_subscriptions', label, before: 'As everyone (Off)', after: 'Off' },
    ])
  })
})

describe('listRecordedOverrideChanges', () => {
  it('reads what the audit recorded, without guessing what everyone had then', () => {
    expect(listRecordedOverrideChanges(null, { values, note: null, ends_at: null })).toEqual([
      { name: 'several_subscriptions', label, before: 'As everyone', after: 'On' },
    ])
  })
})

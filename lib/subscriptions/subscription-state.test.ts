import { describe, expect, it } from 'vitest'
import { stateOf } from './subscription-state.ts'

type Subscription = Parameters<typeof stateOf>[0]

const subscription = (fields: Partial<Subscription>): Subscription => ({
  status: 'active',
  cancel_at: null,
  cancel_at_period_end: false,
  trial_end: null,
  ended_at: null,
  canceled_at: null,
  pause_collection: null,
  items: { data: [{ current_period_end: 200 }, { current_period_end: 300 }] },
  ...fields,
})

describe('stateOf', () => {
  it.each<[Partial<Subscription>, string, number | null]>([
    [{}, 'active', null],
    [{ cancel_at: 250 }, 'ends', 250],
    [{ cancel_at_period_end: true }, 'ends', 300],
    [{ cancel_at_period_end: true, cancel_at: 300 }, 'ends', 300],
    [{ status: 'trialing', trial_end: 150 }, 'trial', 150],
    [{ status: 'trialing', trial_end: 150, cancel_at: 150 }, 'ends', 150],
    [{ pause_collection: { behavior: 'void', resumes_at: 400 } }, 'payments_paused', 400],
    [{ pause_collection: { behavior: 'keep_as_draft', resumes_at: null } }, 'payments_paused', null],
    [{ status: 'paused' }, 'paused', null],
    [{ status: 'past_due', cancel_at: 250 }, 'past_due', null],
    [{ status: 'unpaid' }, 'unpaid', null],
    [{ status: 'incomplete' }, 'incomplete', null],
    [{ status: 'incomplete_expired' }, 'expired', null],
    [{ status: 'canceled', ended_at: 100 }, 'ended', 100],
    [{ status: 'canceled', canceled_at: 90 }, 'ended', 90],
    [{ status: 'something_new' }, 'unknown', null],
  ])('reads %j as %s', (fields, kind, at) => {
    expect(stateOf(subscription(fields))).toEqual({ kind, at })
  })
})

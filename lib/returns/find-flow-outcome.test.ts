import { describe, expect, it } from 'vitest'
import type { FlowName } from '#lib/catalogue/flows.ts'
import type { Home } from '#lib/home/get-home.ts'
import { findFlowOutcome } from './find-flow-outcome.ts'

const now = new Date('2027-03-04T12:00:00Z')
const seconds = now.getTime() / 1000

const method = (id: string, savedAt: number) => ({ id, savedAt })
const plan = (more: object = {}) => ({
  id: 'sub_1',
  state: { kind: 'active', at: null },
  endsAt: null,
  hasSchedule: false,
  isChargedAutomatically: true,
  paidBy: null,
  ...more,
})

function home(more: object = {}): Home {
  const nothing = { customer: undefined, openInvoices: [], plans: [], pastPlans: [], methods: [], defaultMethod: null }
  return { ...nothing, ...more } as Home
}

const outcomeOf = (flow: FlowName, of: Home, subscription = 'sub_1') =>
  findFlowOutcome({ flow, subscription, home: of, now })

describe('findFlowOutcome', () => {
  it.each<[string, FlowName, Home, object]>([
    ['a plan that was changed', 'subscription_update', home({ plans: [plan()] }), { kind: 'plan_is' }],
    ['a plan that was switched', 'subscription_update_confirm', home({ plans: [plan()] }), { kind: 'plan_is' }],
    [
      'a change that comes later',
      'subscription_update',
      home({ plans: [plan({ hasSchedule: true })] }),
      { kind: 'plan_will_change' },
    ],
    [
      'a plan that ends',
      'subscription_cancel',
      home({ plans: [plan({ endsAt: seconds + 9 })] }),
      { kind: 'plan_ends', at: seconds + 9 },
    ],
    ['a plan that ended at once', 'subscription_cancel', home({ pastPlans: [plan()] }), { kind: 'plan_ended' }],
    ['a cancellation given up', 'subscription_cancel', home({ plans: [plan()] }), { kind: 'plan_goes_on' }],
    [
      'a paused plan',
      'subscription_pause',
      home({ plans: [plan({ state: { kind: 'payments_paused', at: 7 } })] }),
      { kind: 'plan_paused', until: 7 },
    ],
    ['a pause given up', 'subscription_pause', home({ plans: [plan()] }), { kind: 'plan_not_paused' }],
    [
      'new details',
      'customer_update',
      home({ customer: { name: 'Globex', email: 'a@b.example' } }),
      { kind: 'details', name: 'Globex', email: 'a@b.example' },
    ],
    ['details that nobody gave', 'customer_update', home(), { kind: 'back' }],
    ['no card at all', 'payment_method_update', home(), { kind: 'back' }],
    ['another customer’s plan', 'subscription_cancel', home({ plans: [plan({ id: 'sub_2' })] }), { kind: 'back' }],
  ])('tells of %s', (_what, flow, of, expected) => {
    expect(outcomeOf(flow, of)).toMatchObject(expected)
  })

  it('says of a new card what it pays and what it does not', () => {
    const [fresh, old] = [method('pm_new', seconds - 60), method('pm_old', 0)]
    const plans = [plan({ paidBy: fresh }), plan({ id: 'sub_2', paidBy: old }), plan({ isChargedAutomatically: false })]
    const outcome = outcomeOf('payment_method_update', home({ plans, methods: [fresh, old], defaultMethod: fresh }))
    expect(outcome).toMatchObject({ kind: 'card', isNew: true, method: { id: 'pm_new' } })
    expect(outcome.kind === 'card' && outcome.pays.map(({ id }) => id)).toEqual(['sub_1'])
    expect(outcome.kind === 'card' && outcome.doesNotPay.map(({ id }) => id)).toEqual(['sub_2'])
  })

  it('does not call a card new that was there before', () => {
    const old = method('pm_old', seconds - 2 * 60 * 60)
    expect(outcomeOf('payment_method_update', home({ methods: [old], defaultMethod: old }))).toMatchObject({
      kind: 'card',
      isNew: false,
    })
  })
})

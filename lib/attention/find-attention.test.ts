import { describe, expect, it } from 'vitest'
import type { OpenInvoice } from '#lib/invoices/list-open-invoices.ts'
import type { SavedPaymentMethod } from '#lib/payment-methods/payment-method.ts'
import type { SubscriptionState } from '#lib/subscriptions/subscription-state.ts'
import type { PaidPlan } from './attention.ts'
import { type AttentionInput, findAttention } from './find-attention.ts'

const now = new Date('2027-03-04T12:00:00Z')
const day = 24 * 60 * 60
const inDays = (days: number) => now.getTime() / 1000 + days * day

const visa = cardUntil(2031, 1)

function cardUntil(year: number, month: number): SavedPaymentMethod {
  const id = `pm_${year}_${month}`
  const label = { name: 'Visa', detail: '•••• 4242', last4: '4242' }
  return { id, type: 'card', ...label, expires: { year, month }, allowRedisplay: 'always', savedAt: 0 }
}

function plan(kind: SubscriptionState['kind'], more: Partial<PaidPlan> = {}): PaidPlan {
  return {
    id: 'sub_1',
    name: 'Pro',
    state: { kind, at: null },
    isRunning: kind !== 'ended' && kind !== 'expired',
    endsAt: null,
    periodEndsAt: inDays(20),
    isChargedAutomatically: true,
    isEndedUnpaid: false,
    hasSchedule: false,
    lines: [],
    hasMoreLines: false,
    default_payment_method: null,
    default_source: null,
    paidBy: visa,
    ...more,
  }
}

function invoice(more: Partial<OpenInvoice> = {}): OpenInvoice {
  return {
    id: 'in_1',
    number: 'A-1',
    issuedAt: inDays(-2),
    state: { kind: 'open', at: null },
    totalMinor: 4900,
    remainingMinor: 4900,
    currency: 'eur',
    hostedUrl: 'https://invoice.stripe.com/i/1',
    pdfUrl: null,
    payment: 'here',
    subscription: 'sub_1',
    isChargedAutomatically: true,
    dueAt: null,
    hasFailed: false,
    decline: null,
    wantsAuthentication: false,
    nextAttemptAt: null,
    ...more,
  }
}

const failed = (more: Partial<OpenInvoice> = {}) =>
  invoice({ hasFailed: true, decline: 'no_reason', nextAttemptAt: inDays(2), ...more })
const byTransfer = (days: number) => invoice({ isChargedAutomatically: false, subscription: null, dueAt: inDays(days) })
const endedUnpaid = (daysAgo: number) =>
  plan('ended', { isEndedUnpaid: true, state: { kind: 'ended', at: inDays(-daysAgo) } })
const paidUntil = (year: number, month: number, more: Partial<PaidPlan> = {}) =>
  plan('active', { paidBy: cardUntil(year, month), ...more })

const everything = { payingHere: true, cardUpdate: true, plans: true }

function find(input: Partial<AttentionInput>) {
  return findAttention({ plans: [], openInvoices: [], role: 'owner', offers: everything, now, ...input })
}

type Row = [situation: string, input: Partial<AttentionInput>, found: string[]]

describe('findAttention', () => {
  it.each<Row>([
    ['nothing at all', {}, []],
    ['a plan that runs and is paid', { plans: [plan('active')] }, []],
    [
      'a declined payment that is tried again',
      { plans: [plan('past_due')], openInvoices: [failed()] },
      ['declined: pay_here, update_card'],
    ],
    [
      'a declined payment that is not tried again',
      { plans: [plan('unpaid')], openInvoices: [failed({ nextAttemptAt: null })] },
      ['no_retry_left: pay_here, update_card'],
    ],
    [
      'a payment that the bank wants confirmed',
      { plans: [plan('past_due')], openInvoices: [failed({ wantsAuthentication: true })] },
      ['authentication_needed: pay_here'],
    ],
    [
      'a payment on its way',
      { plans: [plan('active')], openInvoices: [invoice({ payment: 'processing' })] },
      ['processing: '],
    ],
    [
      'a plan whose first payment failed',
      { plans: [plan('incomplete')], openInvoices: [failed({ nextAttemptAt: null })] },
      ['first_payment_missing: pay_here, update_card'],
    ],
    ['an invoice by transfer', { openInvoices: [byTransfer(10)] }, ['due: pay_here']],
    ['an invoice by transfer that is late', { openInvoices: [byTransfer(-1)] }, ['overdue: pay_here']],
    ['an invoice that nobody tried to charge yet', { openInvoices: [invoice()] }, ['open: pay_here']],
    [
      'an invoice that was paid meanwhile',
      { plans: [plan('past_due')], openInvoices: [failed({ payment: 'settled' })] },
      [],
    ],
    ['a plan that ended unpaid', { plans: [endedUnpaid(3)] }, ['ended_unpaid: see_plans']],
    [
      'a plan that ended unpaid, and what is still open of it',
      { plans: [endedUnpaid(3)], openInvoices: [failed({ nextAttemptAt: null })] },
      ['ended_unpaid: see_plans, pay_here'],
    ],
    ['a plan that ended unpaid long ago', { plans: [endedUnpaid(36)] }, []],
    ['a plan that ended unpaid and was bought again', { plans: [endedUnpaid(3), plan('active', { id: 'sub_2' })] }, []],
    ['a plan that the customer ended', { plans: [plan('ended', { state: { kind: 'ended', at: inDays(-3) } })] }, []],
    ['a card that expires this month', { plans: [paidUntil(2027, 3)] }, ['card_expires: update_card']],
    ['a card that expires next month', { plans: [paidUntil(2027, 4)] }, ['card_expires: update_card']],
    ['a card that expires after that', { plans: [paidUntil(2027, 5)] }, []],
    ['a card that has expired', { plans: [paidUntil(2027, 2)] }, ['card_expired: update_card']],
    [
      'a card that expires and pays two plans',
      { plans: [paidUntil(2027, 3), paidUntil(2027, 3, { id: 'sub_2' })] },
      ['card_expires: update_card'],
    ],
    [
      'a card that expires and pays nothing more, because the plan ends',
      { plans: [paidUntil(2027, 3, { state: { kind: 'ends', at: inDays(20) }, endsAt: inDays(20) })] },
      [],
    ],
    [
      'a card that expires where the plan is paid by transfer',
      { plans: [paidUntil(2027, 3, { isChargedAutomatically: false })] },
      [],
    ],
    [
      'a card that has expired, and was declined for it: said once',
      {
        plans: [paidUntil(2027, 2, { state: { kind: 'past_due', at: null } })],
        openInvoices: [failed({ decline: 'expired' })],
      },
      ['declined: pay_here, update_card'],
    ],
    [
      'payments that are not offered here: on Stripe’s page',
      {
        plans: [plan('past_due')],
        openInvoices: [failed()],
        offers: { payingHere: false, cardUpdate: false, plans: false },
      },
      ['declined: pay_at_stripe'],
    ],
    [
      'an invoice that only Stripe’s page takes',
      { openInvoices: [invoice({ payment: 'at_stripe' })] },
      ['open: pay_at_stripe'],
    ],
    ['a viewer', { role: 'viewer', plans: [plan('past_due')], openInvoices: [failed()] }, ['declined: (ask an owner)']],
    [
      'a viewer, and nothing for anybody to do',
      { role: 'viewer', openInvoices: [invoice({ payment: 'processing' })] },
      ['processing: '],
    ],
  ])('of %s', (_situation, input, found) => {
    const said = find(input).map(({ kind, ways, asksOwner }) =>
      asksOwner ? `${kind}: (ask an owner)` : `${kind}: ${ways.join(', ')}`,
    )
    expect(said).toEqual(found)
  })

  it('begins with what presses most, and with the nearest day among equals', () => {
    const later = failed({ id: 'in_later', nextAttemptAt: inDays(5) })
    const openInvoices = [
      byTransfer(10),
      later,
      invoice({ payment: 'processing' }),
      failed(),
      failed({ nextAttemptAt: null }),
    ]
    const cards = find({ plans: [paidUntil(2027, 3, { id: 'sub_2' })], openInvoices })
    expect(cards.map((card) => ('invoice' in card ? `${card.kind} ${card.invoice?.id}` : card.kind))).toEqual([
      'no_retry_left in_1',
      'declined in_1',
      'declined in_later',
      'due in_1',
      'card_expires',
      'processing in_1',
    ])
  })
})

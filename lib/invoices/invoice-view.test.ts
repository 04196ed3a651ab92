import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { viewInvoice } from './invoice-view.ts'

const invoice = (fields: Record<string, unknown>) =>
  ({
    id: 'in_1',
    status: 'open',
    created: 50,
    due_date: null,
    next_payment_attempt: null,
    attempted: false,
    status_transitions: { finalized_at: 60, paid_at: null, voided_at: null },
    ...fields,
  }) as Stripe.Invoice

describe('viewInvoice', () => {
  it.each<[Record<string, unknown>, string, number | null]>([
    [{}, 'open', null],
    [{ due_date: 101 }, 'open', 101],
    [{ due_date: 99 }, 'overdue', 99],
    [{ attempted: true, next_payment_attempt: 200 }, 'retrying', 200],
    [{ attempted: false, next_payment_attempt: 200 }, 'open', null],
    [{ status: 'paid', status_transitions: { paid_at: 70 } }, 'paid', 70],
    [{ status: 'void', status_transitions: { voided_at: 80 } }, 'void', 80],
    [{ status: 'uncollectible' }, 'uncollectible', null],
    [{ status: 'something_new' }, 'unknown', null],
  ])('reads %j as %s', (fields, kind, at) => {
    expect(viewInvoice(invoice(fields), new Date(100_000)).state).toEqual({ kind, at })
  })

  it('is dated by when it was finalized', () => {
    expect(viewInvoice(invoice({}), new Date(0)).issuedAt).toBe(60)
  })
})

import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { judgeInvoice } from './payable-invoice.ts'

const login = { customerId: 'cus_ours' }

function invoiceWith(status: string, intentStatus?: string, more: Partial<Stripe.Invoice> = {}) {
  const payments = intentStatus
    ? [
        {
          is_default: true,
          status: 'open',
          payment: { type: 'payment_intent', payment_intent: { status: intentStatus } },
        },
      ]
    : []
  return {
    id: 'in_1',
    number: 'A-1',
    status,
    customer: 'cus_ours',
    customer_account: null,
    amount_remaining: 4900,
    currency: 'eur',
    due_date: null,
    lines: { data: [{ description: 'Pro', amount: 4900 }], has_more: false },
    payments: { data: payments },
    ...more,
  } as Stripe.Invoice
}

describe('judgeInvoice', () => {
  it.each([
    ['open', 'requires_payment_method', 'payable'],
    ['open', 'requires_action', 'payable'],
    ['open', 'processing', 'processing'],
    ['open', 'succeeded', 'paid'],
    ['open', 'canceled', 'not_payable_here'],
    ['open', undefined, 'not_payable_here'],
    ['paid', undefined, 'paid'],
    ['void', undefined, 'void'],
    ['uncollectible', 'requires_payment_method', 'uncollectible'],
    ['draft', undefined, 'draft'],
  ])('calls an invoice that is %s with an intent that is %s: %s', (status, intent, kind) => {
    expect(judgeInvoice(invoiceWith(status, intent), login).kind).toBe(kind)
  })

  it('says nothing at all of another customer’s invoice', () => {
    const foreign = invoiceWith('open', 'requires_payment_method', { customer: 'cus_other' })
    expect(judgeInvoice(foreign, login)).toEqual({ kind: 'unknown' })
  })

  it('knows the invoice of an account that is billed as a customer', () => {
    const ofAccount = invoiceWith('open', 'requires_payment_method', { customer: null, customer_account: 'acct_1' })
    expect(judgeInvoice(ofAccount, { customerId: 'acct_1' }).kind).toBe('payable')
  })

  it('asks for what remains, not for the whole sum', () => {
    const judged = judgeInvoice(invoiceWith('open', 'requires_payment_method', { amount_remaining: 100 }), login)
    expect(judged).toMatchObject({ invoice: { amountMinor: 100, currency: 'eur' } })
  })
})

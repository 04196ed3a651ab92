import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { isExpired, labelPaymentMethod, viewPaymentMethod } from './payment-method.ts'

function label(method: object): string {
  return labelPaymentMethod(viewPaymentMethod({ id: 'pm_1', ...method } as Stripe.PaymentMethod))
}

describe('labelPaymentMethod', () => {
  it.each([
    [{ type: 'card', card: { brand: 'visa', last4: '4242', exp_month: 4, exp_year: 2030 } }, 'Visa •••• 4242'],
    [
      { type: 'card', card: { brand: 'visa', display_brand: 'cartes_bancaires', last4: '1001' } },
      'Cartes Bancaires •••• 1001',
    ],
    [
      { type: 'card', card: { brand: 'amex', display_brand: 'american_express', last4: '0005' } },
      'American Express •••• 0005',
    ],
    [
      { type: 'card', card: { brand: 'eftpos_au', display_brand: 'eftpos_australia', last4: '0009' } },
      'eftpos •••• 0009',
    ],
    [{ type: 'card', card: { brand: 'unionpay', display_brand: 'union_pay', last4: '0005' } }, 'UnionPay •••• 0005'],
    [{ type: 'card', card: { brand: 'unknown', display_brand: 'other', last4: '0000' } }, 'Card •••• 0000'],
    [{ type: 'card', card: { brand: 'unknown', last4: '0000' } }, 'Card •••• 0000'],
    [{ type: 'sepa_debit', sepa_debit: { last4: '3000' } }, 'SEPA Direct Debit •••• 3000'],
    [{ type: 'link', link: { email: 'a@b.example' } }, 'Link a@b.example'],
    [{ type: 'paypal', paypal: { payer_email: 'a@b.example' } }, 'PayPal a@b.example'],
    [{ type: 'revolut_pay', revolut_pay: {} }, 'Revolut pay'],
  ])('names %j', (method, expected) => {
    expect(label(method)).toBe(expected)
  })
})

describe('isExpired', () => {
  const card = { expires: { month: 4, year: 2027 } }

  it('lets a card live through the month that is printed on it', () => {
    expect(isExpired(card, new Date('2027-04-30T23:59:59Z'))).toBe(false)
    expect(isExpired(card, new Date('2027-05-01T00:00:00Z'))).toBe(true)
  })

  it('never calls a payment method expired that has no date', () => {
    expect(isExpired({ expires: null }, new Date('2100-01-01'))).toBe(false)
  })
})

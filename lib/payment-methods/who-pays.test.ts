import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { findPayer } from './who-pays.ts'

const none = { default_payment_method: null, default_source: null }

function customerWith(paymentMethod: string | null, source: string | null = null) {
  return {
    invoice_settings: { default_payment_method: paymentMethod },
    default_source: source,
  } as Stripe.Customer
}

describe('findPayer', () => {
  it('takes the subscription’s own before the customer’s', () => {
    const own = { ...none, default_payment_method: 'pm_own' }
    expect(findPayer(own, customerWith('pm_shared'))).toEqual({ paymentMethod: 'pm_own', decidedBy: 'subscription' })
  })

  it('takes the subscription’s own source before the customer’s payment method', () => {
    const own = { ...none, default_source: 'card_own' }
    expect(findPayer(own, customerWith('pm_shared'))).toEqual({ paymentMethod: 'card_own', decidedBy: 'subscription' })
  })

  it('falls to the customer’s payment method, and then to the customer’s source', () => {
    expect(findPayer(none, customerWith('pm_shared', 'card_old')).paymentMethod).toBe('pm_shared')
    expect(findPayer(none, customerWith(null, 'card_old')).paymentMethod).toBe('card_old')
  })

  it('names nobody, and lets the customer’s setting decide, when nothing is set', () => {
    expect(findPayer(none, customerWith(null))).toEqual({ paymentMethod: null, decidedBy: 'customer' })
  })

  it('lets the subscription decide for an account, which has no such setting', () => {
    expect(findPayer(none, undefined)).toEqual({ paymentMethod: null, decidedBy: 'subscription' })
  })
})

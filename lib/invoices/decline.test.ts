import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { findDecline, wantsAuthentication } from './decline.ts'

type Intent = Parameters<typeof wantsAuthentication>[0]

const failed = (code: string, decline_code?: string) =>
  ({ status: 'requires_payment_method', next_action: null, last_payment_error: { code, decline_code } }) as Intent

describe('findDecline', () => {
  it.each([
    ['card_declined', 'insufficient_funds', 'insufficient_funds'],
    ['expired_card', 'expired_card', 'expired'],
    ['incorrect_cvc', undefined, 'wrong_details'],
    ['card_declined', 'card_velocity_exceeded', 'over_limit'],
    ['card_declined', 'currency_not_supported', 'not_supported'],
    ['debit_not_authorized', undefined, 'no_mandate'],
    ['processing_error', 'processing_error', 'try_again'],
    ['card_declined', 'generic_decline', 'no_reason'],
    ['card_declined', 'stolen_card', 'no_reason'],
    ['card_declined', 'a_new_code', 'no_reason'],
  ])('puts %s, %s as %s', (code, declineCode, expected) => {
    expect(findDecline(failed(code, declineCode))).toBe(expected)
  })

  it('says nothing where nothing was tried', () => {
    expect(findDecline({ last_payment_error: null })).toBeNull()
  })
})

describe('wantsAuthentication', () => {
  const waiting = (type: string) =>
    ({ status: 'requires_action', last_payment_error: null, next_action: { type } }) as Stripe.PaymentIntent

  it.each<[string, Intent, boolean]>([
    ['an intent that waits for the bank’s page', waiting('redirect_to_url'), true],
    ['an intent that waits for Stripe.js', waiting('use_stripe_sdk'), true],
    ['a charge without the customer that wanted them', failed('authentication_required'), true],
    ['a transfer that is awaited', waiting('display_bank_transfer_instructions'), false],
    ['a plain decline', failed('card_declined', 'generic_decline'), false],
  ])('knows of %s', (_what, intent, expected) => {
    expect(wantsAuthentication(intent)).toBe(expected)
  })
})

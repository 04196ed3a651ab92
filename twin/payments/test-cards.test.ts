import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

const pay = (payment_method: string, more: object = {}) =>
  createTestTwin().stripe.paymentIntents.create({
    amount: 1000,
    currency: 'usd',
    payment_method,
    confirm: true,
    ...more,
  })

describe('test cards', () => {
  it.each([
    ['pm_card_visa', 'visa', 'credit', 'US'],
    ['pm_card_visa_debit', 'visa', 'debit', 'US'],
    ['pm_card_mastercard', 'mastercard', 'credit', 'US'],
    ['pm_card_mastercard_debit', 'mastercard', 'debit', 'US'],
    ['pm_card_mastercard_prepaid', 'mastercard', 'prepaid', 'US'],
    ['pm_card_amex', 'amex', 'credit', 'US'],
    ['pm_card_discover', 'discover', 'credit', 'US'],
    ['pm_card_diners', 'diners', 'credit', 'US'],
    ['pm_card_jcb', 'jcb', 'credit', 'US'],
    ['pm_card_unionpay', 'unionpay', 'credit', 'US'],
    ['pm_card_de', 'visa', 'credit', 'DE'],
    ['pm_card_br', 'visa', 'credit', 'BR'],
    ['pm_card_gb_debit', 'visa', 'debit', 'GB'],
    ['pm_card_th_debit', 'visa', 'debit', 'TH'],
  ])('%s is what its name says', async (token, brand, funding, country) => {
    const { stripe } = createTestTwin()
    const customer = await stripe.customers.create({})
    const { card } = await stripe.paymentMethods.attach(token, { customer: customer.id })
    expect(card).toMatchObject({ brand, funding, country, last4: expect.stringMatching(/^\d{4}$/) })
    expect(await pay(token)).toMatchObject({ status: 'succeeded' })
  })

  it.each([
    ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
    ['pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
    ['pm_card_visa_chargeDeclinedVelocityLimitExceeded', 'card_declined', 'card_velocity_exceeded'],
    ['pm_card_radarBlock', 'card_declined', 'fraudulent'],
    ['pm_card_threeDSecureRequiredProcessingError', 'processing_error', 'processing_error'],
  ])('%s is declined: %s, %s', async (token, code, decline_code) => {
    await expect(pay(token)).rejects.toMatchObject({
      statusCode: 402,
      type: 'StripeCardError',
      code,
      decline_code,
      payment_intent: { status: 'requires_payment_method' },
      charge: expect.stringMatching(/^ch_/),
    })
  })

  it('keeps its number to itself, in errors as well', async () => {
    const error = await pay('pm_card_visa_chargeDeclined').catch((caught: { raw: object }) => caught)
    expect(JSON.stringify((error as { raw: object }).raw)).not.toContain('4000000000000002')
  })

  it('that fails only later can be saved, and no other that is declined', async () => {
    const { stripe } = createTestTwin()
    const { id: customer } = await stripe.customers.create({})
    const saved = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer })
    expect(saved.customer).toBe(customer)
    await expect(
      stripe.paymentIntents.create({
        amount: 500,
        currency: 'usd',
        customer,
        payment_method: saved.id,
        off_session: true,
        confirm: true,
      }),
    ).rejects.toMatchObject({ code: 'card_declined' })
    await expect(stripe.paymentMethods.attach('pm_card_visa_chargeDeclined', { customer })).rejects.toMatchObject({
      statusCode: 402,
      code: 'card_declined',
    })
  })

  it.each([
    ['pm_card_authenticationRequired', false, 'requires_action'],
    ['pm_card_authenticationRequired', true, 'authentication_required'],
    ['pm_card_authenticationRequiredOnSetup', false, 'requires_action'],
    ['pm_card_authenticationRequiredOnSetup', true, 'authentication_required'],
    ['pm_card_authenticationRequiredSetupForOffSession', false, 'requires_action'],
    ['pm_card_authenticationRequiredSetupForOffSession', true, 'succeeded'],
    ['pm_card_threeDSecure2Required', false, 'requires_action'],
    ['pm_card_threeDSecureOptional', false, 'succeeded'],
    ['pm_card_amex_threeDSecureNotSupported', false, 'succeeded'],
  ])('%s, off session %s: %s', async (token, off_session, outcome) => {
    const ending = await pay(token, { off_session, return_url: 'https://example.com/back' }).then(
      ({ status }) => status,
      ({ code }: { code: string }) => code,
    )
    expect(ending).toBe(outcome)
  })

  it('that asks for authentication fails at once where nobody can answer', async () => {
    await expect(pay('pm_card_threeDSecure2Required', { error_on_requires_action: true })).rejects.toMatchObject({
      code: 'authentication_required',
      payment_intent: { status: 'requires_payment_method' },
    })
  })

  it('that brings about an early fraud warning is refused by name', async () => {
    await expect(pay('pm_card_createIssuerFraudRecord')).rejects.toMatchObject({ code: 'twin_not_played' })
  })
})

describe('test bank accounts', () => {
  it.each([
    ['DE89370400440532013000', 2, 'succeeded', 'payment_intent.succeeded'],
    ['DE08370400440532013003', 180, 'succeeded', 'payment_intent.succeeded'],
    ['DE62370400440532013001', 2, 'requires_payment_method', 'payment_intent.payment_failed'],
  ])('%s: processing, then %i s later %s', async (iban, seconds, status, type) => {
    const { stripe, account } = createTestTwin()
    const begun = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'eur',
      payment_method_data: {
        type: 'sepa_debit',
        sepa_debit: { iban },
        billing_details: { name: 'Jenny', email: 'jenny@example.com' },
      },
      confirm: true,
    })
    expect(begun.status).toBe('processing')
    expect(await stripe.charges.retrieve(begun.latest_charge as string)).toMatchObject({
      id: expect.stringMatching(/^py_/),
      status: 'pending',
      paid: false,
      payment_method_details: { type: 'sepa_debit', sepa_debit: { last4: iban.slice(-4) } },
    })
    account.setClock(account.now() + seconds + 1)
    expect((await stripe.paymentIntents.retrieve(begun.id)).status).toBe(status)
    expect((await stripe.events.list({ type })).data).toHaveLength(1)
  })

  it('of the United States are debited as well', async () => {
    expect(await pay('pm_usBankAccount_success')).toMatchObject({ status: 'processing' })
  })
})

import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

const visa = { number: '4242424242424242', exp_month: 12, exp_year: 2034, cvc: '123' }

async function setUp() {
  const test = createTestTwin()
  const { id: customer } = await test.stripe.customers.create({})
  const types = async () => (await test.stripe.events.list({ limit: 100 })).data.map(({ type }) => type)
  return { ...test, customer, types }
}

describe('paymentMethods.attach and detach', () => {
  it('saves it for a customer, with the bank’s checks', async () => {
    const { stripe, customer, types } = await setUp()
    const { id } = await stripe.paymentMethods.create({ type: 'card', card: visa })
    expect(await stripe.paymentMethods.attach(id, { customer })).toMatchObject({
      customer,
      card: { checks: { cvc_check: 'pass' } },
    })
    expect(await types()).toContain('payment_method.attached')
    expect((await stripe.customers.retrievePaymentMethod(customer, id)).id).toBe(id)
  })

  it('refuses another’s, an unknown one, and nobody', async () => {
    const { stripe, customer } = await setUp()
    const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    const other = await stripe.customers.create({})
    await expect(stripe.paymentMethods.attach(id, { customer: other.id })).rejects.toMatchObject({
      message: 'The payment method you provided has already been attached to a customer.',
    })
    await expect(stripe.paymentMethods.attach('pm_none', { customer })).rejects.toMatchObject({
      statusCode: 404,
      message: "No such PaymentMethod: 'pm_none'",
    })
    await expect(stripe.paymentMethods.attach('pm_card_visa', { customer: 'cus_none' })).rejects.toMatchObject({
      statusCode: 400,
      param: 'customer',
    })
    await expect(stripe.paymentMethods.attach('pm_card_visa', {})).rejects.toMatchObject({ code: 'parameter_missing' })
    await expect(stripe.customers.retrievePaymentMethod(other.id, id)).rejects.toMatchObject({ statusCode: 404 })
  })

  it('once detached pays no more, for nobody, and is nobody’s default', async () => {
    const { stripe, customer } = await setUp()
    const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } })
    expect(await stripe.paymentMethods.detach(id)).toMatchObject({ customer: null })
    const { data } = await stripe.events.list({ type: 'payment_method.detached' })
    expect(data[0]?.data.previous_attributes).toEqual({ customer })
    expect((await stripe.customers.retrieve(customer)) as object).toMatchObject({
      invoice_settings: { default_payment_method: null },
    })
    const again = { message: expect.stringContaining('It may not be used again.') }
    await expect(stripe.paymentMethods.attach(id, { customer })).rejects.toMatchObject(again)
    await expect(
      stripe.paymentIntents.create({ amount: 100, currency: 'eur', payment_method: id, confirm: true }),
    ).rejects.toMatchObject(again)
    await expect(stripe.paymentMethods.detach(id)).rejects.toMatchObject({ statusCode: 400 })
  })

  it('once it paid without a customer pays no more', async () => {
    const { stripe, customer } = await setUp()
    const { id } = await stripe.paymentMethods.create({ type: 'card', card: visa })
    await stripe.paymentIntents.create({ amount: 100, currency: 'eur', payment_method: id, confirm: true })
    await expect(stripe.paymentMethods.attach(id, { customer })).rejects.toMatchObject({
      code: 'payment_method_unexpected_state',
    })
  })

  it('is the customer’s default only while attached', async () => {
    const { stripe, customer } = await setUp()
    const { id } = await stripe.paymentMethods.create({ type: 'card', card: visa })
    await expect(
      stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } }),
    ).rejects.toMatchObject({ statusCode: 400 })
  })
})

describe('paymentMethods.update', () => {
  it('changes what may change, and tells what was before', async () => {
    const { stripe, customer } = await setUp()
    const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    const changed = await stripe.paymentMethods.update(id, {
      allow_redisplay: 'always',
      billing_details: { email: 'jenny@example.com' },
      card: { exp_month: 1, exp_year: 2035 },
      metadata: { a: '1' },
    })
    expect(changed).toMatchObject({
      allow_redisplay: 'always',
      billing_details: { email: 'jenny@example.com' },
      card: { exp_month: 1, exp_year: 2035, last4: '4242' },
      metadata: { a: '1' },
    })
    const { data } = await stripe.events.list({ type: 'payment_method.updated' })
    expect(data[0]?.data.previous_attributes).toMatchObject({
      allow_redisplay: 'unspecified',
      billing_details: { email: null },
    })
  })

  it.each([
    [{ card: { exp_month: 13 } }, 402, 'invalid_expiry_month'],
    [{ card: { exp_year: 2019 } }, 402, 'invalid_expiry_year'],
    [{ us_bank_account: { account_type: 'savings' } }, 400, 'payment_method_invalid_parameter'],
    [{ allow_redisplay: 'sometimes' }, 400, undefined],
  ])('refuses %j', async (params, statusCode, code) => {
    const { stripe, customer } = await setUp()
    const { id } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    await expect(stripe.paymentMethods.update(id, params as never)).rejects.toMatchObject({ statusCode, code })
  })

  it('refuses one that no customer has', async () => {
    const { stripe } = await setUp()
    const { id } = await stripe.paymentMethods.create({ type: 'card', card: visa })
    await expect(stripe.paymentMethods.update(id, { metadata: { a: '1' } })).rejects.toMatchObject({
      message: 'You must save this PaymentMethod to a customer before you can update it.',
    })
  })
})

describe('paymentMethods.list and customers.listPaymentMethods', () => {
  it('narrow by type and by redisplay', async () => {
    const { stripe, customer } = await setUp()
    const shown = await stripe.paymentMethods.create({ type: 'card', card: visa, allow_redisplay: 'always' })
    await stripe.paymentMethods.attach(shown.id, { customer })
    const hidden = await stripe.paymentMethods.attach('pm_card_mastercard', { customer })
    const debit = await stripe.paymentMethods.create({
      type: 'sepa_debit',
      sepa_debit: { iban: 'DE89370400440532013000' },
      billing_details: { name: 'Jenny', email: 'jenny@example.com' },
    })
    await stripe.paymentMethods.attach(debit.id, { customer })
    const ids = ({ data }: { data: { id: string }[] }) => data.map(({ id }) => id)
    for (const list of [
      async (params: object) => ids(await stripe.paymentMethods.list({ customer, ...params })),
      async (params: object) => ids(await stripe.customers.listPaymentMethods(customer, params)),
    ]) {
      expect(await list({})).toEqual([debit.id, hidden.id, shown.id])
      expect(await list({ type: 'card' })).toEqual([hidden.id, shown.id])
      expect(await list({ allow_redisplay: 'always' })).toEqual([shown.id])
      expect(await list({ type: 'card', limit: 1 })).toEqual([hidden.id])
    }
  })
})

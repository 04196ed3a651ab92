import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestServices, loginOf, type TestServices } from '#lib/testing.ts'
import { getPaymentOverview } from './get-payment-overview.ts'
import { setDefaultPaymentMethod } from './set-default-payment-method.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
  await test.publish({ components: { payment_element: { enabled: true } } })
})
afterAll(() => test.close())

async function createCustomer() {
  const { stripe } = test.services
  const customer = await stripe.customers.create({})
  const save = async (token: string) => (await stripe.paymentMethods.attach(token, { customer: customer.id })).id
  return {
    login: loginOf(customer.id),
    customer: customer.id,
    old: await save('pm_card_visa'),
    fresh: await save('pm_card_mastercard'),
  }
}

async function subscribe(customer: string, own?: string) {
  const { stripe } = test.services
  const product = await stripe.products.create({ name: 'Pro' })
  const price = await stripe.prices.create({
    product: product.id,
    unit_amount: 4900,
    currency: 'eur',
    recurring: { interval: 'month' },
  })
  const { id } = await stripe.subscriptions.create({
    customer,
    items: [{ price: price.id }],
    ...(own ? { default_payment_method: own } : {}),
  })
  return id
}

describe('setDefaultPaymentMethod', () => {
  it('changes the customer’s default where no subscription is named', async () => {
    const { login, fresh } = await createCustomer()
    await setDefaultPaymentMethod(test.services, { login, paymentMethod: fresh })
    expect(await getPaymentOverview(test.services, login)).toMatchObject({ customerDefault: fresh })
  })

  it('changes the subscription’s own where that decides, and leaves the customer’s alone', async () => {
    const { login, customer, old, fresh } = await createCustomer()
    await setDefaultPaymentMethod(test.services, { login, paymentMethod: old })
    const subscription = await subscribe(customer, old)
    await setDefaultPaymentMethod(test.services, { login, paymentMethod: fresh, subscription })
    expect(await getPaymentOverview(test.services, login)).toMatchObject({
      customerDefault: old,
      plans: [{ subscription, name: 'Pro', paidBy: fresh }],
    })
  })

  it('changes the customer’s default where the subscription has none of its own', async () => {
    const { login, customer, old, fresh } = await createCustomer()
    await setDefaultPaymentMethod(test.services, { login, paymentMethod: old })
    const subscription = await subscribe(customer)
    await setDefaultPaymentMethod(test.services, { login, paymentMethod: fresh, subscription })
    expect(await getPaymentOverview(test.services, login)).toMatchObject({
      customerDefault: fresh,
      plans: [{ paidBy: fresh }],
    })
  })

  it('refuses another customer’s payment method or subscription as one that does not exist', async () => {
    const ours = await createCustomer()
    const theirs = await createCustomer()
    const subscription = await subscribe(theirs.customer, theirs.old)
    for (const input of [
      { paymentMethod: theirs.old },
      { paymentMethod: 'pm_nobodys' },
      { paymentMethod: ours.old, subscription },
      { paymentMethod: ours.old, subscription: 'sub_nobodys' },
    ])
      await expect(setDefaultPaymentMethod(test.services, { login: ours.login, ...input })).rejects.toMatchObject({
        code: 'object_not_found',
      })
    expect(await getPaymentOverview(test.services, theirs.login)).toMatchObject({ plans: [{ paidBy: theirs.old }] })
  })

  it('does nothing while saving payment methods is not offered', async () => {
    const { login, fresh } = await createCustomer()
    const elsewhere = { ...login, scope: 'acct_other:test' }
    const setting = setDefaultPaymentMethod(test.services, { login: elsewhere, paymentMethod: fresh })
    await expect(setting).rejects.toMatchObject({ code: 'component_not_allowed' })
  })
})

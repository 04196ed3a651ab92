import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policySchema } from '#lib/policy/policy.ts'
import { createTestServices, type TestServices } from '#lib/testing.ts'
import { previewPortalSessions } from './preview-portal-sessions.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
})
afterAll(() => test.close())

const on = { enabled: true }
const policy = policySchema.parse({
  portal: { homepage: true, flows: { payment_method_update: on, subscription_cancel: on } },
})

describe('previewPortalSessions', () => {
  it('says what each that is on would be minted with, and leaves out the rest', async () => {
    const { stripe } = test.services
    const { id: customer } = await stripe.customers.create({})
    const { id: product } = await stripe.products.create({ name: 'Pro' })
    const price = await stripe.prices.create({
      product,
      currency: 'eur',
      unit_amount: 4900,
      recurring: { interval: 'month' },
    })
    const subscription = await stripe.subscriptions.create({
      customer,
      items: [{ price: price.id }],
      trial_period_days: 7,
    })
    const previews = await previewPortalSessions(test.services, { customer: { customer }, policy })
    expect(previews.map(({ label }) => label)).toEqual(['Portal homepage', 'Update the payment method', 'Cancel'])
    expect(previews[0]?.parameters).toMatchObject({ customer })
    expect(previews[2]?.parameters).toMatchObject({
      customer,
      flow_data: { type: 'subscription_cancel', subscription_cancel: { subscription: subscription.id } },
    })
  })

  it('has no parameters where no subscription takes the flow, and nothing where everything is off', async () => {
    const { id: customer } = await test.services.stripe.customers.create({})
    const previews = await previewPortalSessions(test.services, { customer: { customer }, policy })
    expect(previews.find(({ flow }) => flow === 'subscription_cancel')?.parameters).toBeUndefined()
    const off = policySchema.parse({})
    expect(await previewPortalSessions(test.services, { customer: { customer }, policy: off })).toEqual([])
  })

  it('says that Stripe does not know the customer', async () => {
    const previewing = previewPortalSessions(test.services, { customer: { customer: 'cus_nobody' }, policy })
    await expect(previewing).rejects.toMatchObject({ code: 'customer_not_found' })
  })
})

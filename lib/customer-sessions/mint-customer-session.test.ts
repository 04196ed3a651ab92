import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mints } from '#lib/database/tables/mints.ts'
import { finishMints } from '#lib/mints/record-mint.ts'
import { createTestServices, loginOf, type TestServices } from '#lib/testing.ts'
import { mintCustomerSession } from './mint-customer-session.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
  await test.publish({
    components: {
      pricing_table: { enabled: true },
      payment_element: { enabled: true, features: { payment_method_redisplay: true } },
    },
  })
})
afterAll(() => test.close())

const mintRows = async () => {
  await finishMints()
  return test.services.database.select().from(mints).orderBy(mints.id)
}

describe('mintCustomerSession', () => {
  it('hands out a secret for what the policy allows, and leaves a row without it', async () => {
    const { id } = await test.services.stripe.customers.create({ name: 'Globex' })
    const login = loginOf(id)
    const session = await mintCustomerSession(test.services, {
      login,
      components: ['payment_element'],
      page: 'payment-methods',
    })
    expect(session.clientSecret).toMatch(/^cuss_secret_/)
    expect(session.expiresAt).toBeGreaterThan(Date.now() / 1000)

    const row = (await mintRows()).at(-1)
    expect(row).toMatchObject({
      kind: 'customer_session',
      customer: id,
      memberId: login.memberId,
      policyRevision: 1,
      outcome: 'granted',
      page: 'payment-methods',
    })
    expect(row?.stripeRequestId).toMatch(/^req_/)
    expect(row?.parameters).toMatchObject({
      customer: id,
      components: { payment_element: { features: { payment_method_redisplay: 'enabled' } } },
    })
    expect(JSON.stringify(row)).not.toContain(session.clientSecret)
  })

  it('refuses what is off, before any call', async () => {
    const before = (await mintRows()).length
    const minting = mintCustomerSession(test.services, {
      login: loginOf('cus_any'),
      components: ['pricing_table', 'buy_button'],
      page: null,
    })
    await expect(minting).rejects.toMatchObject({ code: 'component_not_allowed', field: 'components' })
    expect((await mintRows()).length).toBe(before)
  })

  it('refuses a customer that Stripe does not know, and records that', async () => {
    const minting = mintCustomerSession(test.services, {
      login: loginOf('cus_nobody'),
      components: ['pricing_table'],
      page: 'plans',
    })
    await expect(minting).rejects.toMatchObject({ code: 'customer_not_found' })
    expect((await mintRows()).at(-1)).toMatchObject({ customer: 'cus_nobody', outcome: 'customer_not_found' })
  })

  it('obeys a policy that was just saved', async () => {
    const { id } = await test.services.stripe.customers.create({})
    await test.publish({})
    const minting = mintCustomerSession(test.services, {
      login: loginOf(id),
      components: ['pricing_table'],
      page: 'plans',
    })
    await expect(minting).rejects.toMatchObject({ code: 'component_not_allowed' })
  })
})

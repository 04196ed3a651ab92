import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

const off = { enabled: false }

async function setUp() {
  const test = createTestTwin()
  const customer = await test.stripe.customers.create({ name: 'Globex' })
  return { ...test, customer }
}

describe('customerSessions.create', () => {
  it('answers all seven components, with defaults for the enabled one and no features for the rest', async () => {
    const { stripe, customer, account } = await setUp()
    const session = await stripe.customerSessions.create({
      customer: customer.id,
      components: { payment_element: { enabled: true } },
    })
    expect(session).toMatchObject({
      object: 'customer_session',
      customer: customer.id,
      customer_account: null,
      livemode: false,
      client_secret: expect.stringMatching(/^cuss_secret_\w+$/),
    })
    expect(session).not.toHaveProperty('id')
    expect(session.expires_at - session.created).toBe(30 * 60)
    expect(session.created).toBeLessThanOrEqual(account.now())
    expect(session.components).toEqual({
      active_entitlements: off,
      buy_button: off,
      customer_portal: off,
      customer_sheet: { enabled: false, features: null },
      mobile_payment_element: { enabled: false, features: null },
      payment_element: {
        enabled: true,
        features: {
          payment_method_allow_redisplay_filters: ['always'],
          payment_method_redisplay: 'disabled',
          payment_method_redisplay_limit: 3,
          payment_method_remove: 'disabled',
          payment_method_save: 'disabled',
          payment_method_save_usage: null,
        },
      },
      pricing_table: off,
    })
  })

  it('keeps what each component was given', async () => {
    const { stripe, customer } = await setUp()
    const { components } = await stripe.customerSessions.create({
      customer: customer.id,
      components: {
        payment_element: {
          enabled: true,
          features: {
            payment_method_redisplay: 'enabled',
            payment_method_redisplay_limit: 10,
            payment_method_save: 'enabled',
            payment_method_save_usage: 'off_session',
          },
        },
        mobile_payment_element: {
          enabled: true,
          features: { payment_method_save_allow_redisplay_override: 'limited' },
        },
        customer_sheet: { enabled: true, features: { payment_method_allow_redisplay_filters: ['always', 'limited'] } },
        pricing_table: { enabled: true },
        buy_button: { enabled: true },
        customer_portal: { enabled: true },
        active_entitlements: { enabled: true },
      },
    })
    expect(components?.payment_element.features).toMatchObject({
      payment_method_redisplay_limit: 10,
      payment_method_save_usage: 'off_session',
    })
    expect(components?.mobile_payment_element.features).toMatchObject({
      payment_method_save: 'disabled',
      payment_method_save_allow_redisplay_override: 'limited',
    })
    expect(components?.customer_sheet.features).toEqual({
      payment_method_allow_redisplay_filters: ['always', 'limited'],
      payment_method_remove: 'disabled',
    })
    expect(components?.active_entitlements).toEqual({ enabled: true })
  })

  it('gives every session a secret of its own, and expands its customer', async () => {
    const { stripe, customer } = await setUp()
    const create = () =>
      stripe.customerSessions.create({
        customer: customer.id,
        components: { buy_button: { enabled: true } },
        expand: ['customer'],
      })
    const [one, other] = [await create(), await create()]
    expect(one.client_secret).not.toBe(other.client_secret)
    expect(one.customer).toMatchObject({ id: customer.id, name: 'Globex' })
  })

  it('is for a customer_account as well', async () => {
    const { stripe, customer, twin } = await setUp()
    const answer = await twin.fetch('http://twin/_twin/customer_accounts', {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_of_a_unit_test' },
      body: JSON.stringify({ customer: customer.id }),
    })
    const { customer_account } = (await answer.json()) as { customer_account: string }
    const components = { buy_button: { enabled: true } }
    const session = await stripe.customerSessions.create({ customer_account, components })
    expect(session).toMatchObject({ customer: customer.id, customer_account })
    await expect(stripe.customerSessions.create({ customer_account: 'acct_nobody', components })).rejects.toMatchObject(
      {
        statusCode: 400,
        code: 'resource_missing',
        param: 'customer_account',
      },
    )
  })

  it('refuses a customer that is unknown, deleted, or of live mode: 400, not 404', async () => {
    const { stripe, customer } = await setUp()
    await stripe.customers.del(customer.id)
    for (const id of [customer.id, 'cus_live1234']) {
      const creating = stripe.customerSessions.create({ customer: id, components: { buy_button: { enabled: true } } })
      await expect(creating).rejects.toMatchObject({
        statusCode: 400,
        code: 'resource_missing',
        param: 'customer',
        message: `No such customer: '${id}'`,
      })
    }
  })

  it('refuses a session for nobody, or for two', async () => {
    const { stripe, customer } = await setUp()
    const components = { buy_button: { enabled: true } }
    await expect(stripe.customerSessions.create({ components })).rejects.toMatchObject({ code: 'parameter_missing' })
    await expect(
      stripe.customerSessions.create({ components, customer: customer.id, customer_account: 'acct_1' }),
    ).rejects.toMatchObject({ statusCode: 400, param: 'customer_account' })
  })

  it('refuses a session without a component', async () => {
    const { stripe, customer } = await setUp()
    const creating = stripe.customerSessions.create({ customer: customer.id, components: { buy_button: off } })
    await expect(creating).rejects.toMatchObject({ statusCode: 400, param: 'components' })
  })

  it.each([0, 11])('refuses a redisplay limit of %i', async (payment_method_redisplay_limit) => {
    const { stripe, customer } = await setUp()
    const components = { payment_element: { enabled: true, features: { payment_method_redisplay_limit } } }
    await expect(stripe.customerSessions.create({ customer: customer.id, components })).rejects.toMatchObject({
      param: 'components[payment_element][features][payment_method_redisplay_limit]',
    })
  })

  it('refuses a redisplay override where saving is offered, and a feature that the component does not have', async () => {
    const { stripe, call, customer } = await setUp()
    const features = { payment_method_save: 'enabled', payment_method_save_allow_redisplay_override: 'always' }
    await expect(
      stripe.customerSessions.create({
        customer: customer.id,
        components: { mobile_payment_element: { enabled: true, features } },
      }),
    ).rejects.toMatchObject({ statusCode: 400, param: expect.stringContaining('override') })
    const { status, body } = await call('POST', '/v1/customer_sessions', {
      body: `customer=${customer.id}&components[buy_button][enabled]=true&components[buy_button][features][color]=red`,
    })
    expect(status).toBe(400)
    expect(body.error.code).toBe('parameter_unknown')
  })
})

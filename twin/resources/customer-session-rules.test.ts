import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

type Components = Stripe.CustomerSessionCreateParams.Components
const names = [
  'active_entitlements',
  'buy_button',
  'customer_portal',
  'customer_sheet',
  'mobile_payment_element',
  'payment_element',
  'pricing_table',
] as const

async function setUp() {
  const test = createTestTwin()
  const { id: customer } = await test.stripe.customers.create({})
  const create = (components: object) => test.stripe.customerSessions.create({ customer, components } as never)
  return { ...test, customer, create }
}

describe('the components of a customer session', () => {
  it.each(names)('can be %s alone, and then no other', async (name) => {
    const { create } = await setUp()
    const { components } = await create({ [name]: { enabled: true } })
    for (const other of names) expect(components?.[other].enabled).toBe(other === name)
  })

  it.each(names)('need `enabled`: %s', async (name) => {
    const { call, customer } = await setUp()
    const { status, body } = await call('POST', '/v1/customer_sessions', {
      body: `customer=${customer}&components[${name}][other]=1`,
    })
    expect(status).toBe(400)
    expect(body.error.param).toMatch(new RegExp(`^components\\[${name}\\]`))
  })

  it.each([
    [{ customer_sheet: {} }, { payment_method_allow_redisplay_filters: ['always'] }],
    [{ mobile_payment_element: {} }, { payment_method_allow_redisplay_filters: ['always'] }],
    [{ mobile_payment_element: {} }, { payment_method_save_allow_redisplay_override: null }],
    [{ payment_element: {} }, { payment_method_allow_redisplay_filters: ['always'] }],
    [{ payment_element: {} }, { payment_method_redisplay: 'disabled' }],
    [{ payment_element: {} }, { payment_method_redisplay_limit: 3 }],
    [{ payment_element: {} }, { payment_method_remove: 'disabled' }],
    [{ payment_element: {} }, { payment_method_save: 'disabled' }],
    [{ payment_element: {} }, { payment_method_save_usage: null }],
    [{ payment_element: { payment_method_redisplay_limit: 1 } }, { payment_method_redisplay_limit: 1 }],
    [{ payment_element: { payment_method_redisplay_limit: 10 } }, { payment_method_redisplay_limit: 10 }],
    [
      { payment_element: { payment_method_allow_redisplay_filters: ['always', 'limited', 'unspecified'] } },
      { payment_method_allow_redisplay_filters: ['always', 'limited', 'unspecified'] },
    ],
    [
      { payment_element: { payment_method_save: 'enabled', payment_method_save_usage: 'on_session' } },
      { payment_method_save: 'enabled', payment_method_save_usage: 'on_session' },
    ],
    [{ customer_sheet: { payment_method_remove: 'enabled' } }, { payment_method_remove: 'enabled' }],
    [
      { mobile_payment_element: { payment_method_save_allow_redisplay_override: 'always' } },
      { payment_method_save_allow_redisplay_override: 'always' },
    ],
  ])('%j have %j', async (given, expected) => {
    const { create } = await setUp()
    const [[name, features] = []] = Object.entries(given)
    const { components } = await create({ [name ?? '']: { enabled: true, features } })
    expect(components?.[name as 'payment_element'].features).toMatchObject(expected)
  })

  it.each([
    ['payment_element', { payment_method_redisplay_limit: 0 }, 'payment_method_redisplay_limit'],
    ['payment_element', { payment_method_redisplay_limit: 11 }, 'payment_method_redisplay_limit'],
    ['payment_element', { payment_method_redisplay_limit: 2.5 }, 'payment_method_redisplay_limit'],
    ['payment_element', { payment_method_redisplay: 'on' }, 'payment_method_redisplay'],
    ['payment_element', { payment_method_save: true }, 'payment_method_save'],
    ['payment_element', { payment_method_remove: 'yes' }, 'payment_method_remove'],
    ['payment_element', { payment_method_save_usage: 'always' }, 'payment_method_save_usage'],
    [
      'payment_element',
      { payment_method_allow_redisplay_filters: ['sometimes'] },
      'payment_method_allow_redisplay_filters][0',
    ],
    ['payment_element', { payment_method_save_allow_redisplay_override: 'always' }, ''],
    ['customer_sheet', { payment_method_save: 'enabled' }, ''],
    ['mobile_payment_element', { payment_method_redisplay_limit: 3 }, ''],
    ['mobile_payment_element', { payment_method_save_usage: 'on_session' }, ''],
  ])('refuse for %s %j', async (name, features, field) => {
    const { create } = await setUp()
    const param = field
      ? `components[${name}][features][${field}]`
      : expect.stringContaining(`components[${name}][features]`)
    await expect(create({ [name]: { enabled: true, features } })).rejects.toMatchObject({ statusCode: 400, param })
  })

  it('are refused when nothing is on, missing, or unknown', async () => {
    const { stripe, customer, create } = await setUp()
    await expect(create({ payment_element: { enabled: false } })).rejects.toMatchObject({ param: 'components' })
    await expect(stripe.customerSessions.create({ customer } as never)).rejects.toMatchObject({
      code: 'parameter_missing',
      param: 'components',
    })
    await expect(create({ tax_form: { enabled: true } })).rejects.toMatchObject({ code: 'parameter_unknown' })
  })

  it('are what no event tells of, and what nobody can fetch again', async () => {
    const { stripe, call, create } = await setUp()
    const components: Components = { buy_button: { enabled: true } }
    await create(components)
    expect((await stripe.events.list()).data.map(({ type }) => type)).toEqual(['customer.created'])
    expect((await call('GET', '/v1/customer_sessions')).status).toBe(404)
    expect((await call('GET', '/v1/customer_sessions/cuss_1')).status).toBe(404)
  })
})

import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

async function setUp(features: object = { invoice_history: { enabled: true } }) {
  const test = createTestTwin()
  const create = (params: object = {}) =>
    test.stripe.billingPortal.configurations.create({ features, ...params } as never)
  const { id } = await create()
  const update = (params: object) => test.stripe.billingPortal.configurations.update(id, params as never)
  return { ...test, id, create, update }
}

describe('a portal configuration', () => {
  it.each([
    [
      { features: { subscription_cancel: { enabled: true } } },
      'subscription_cancel',
      { mode: 'at_period_end', proration_behavior: 'none' },
    ],
    [
      { features: { subscription_cancel: { enabled: true, mode: 'immediately' } } },
      'subscription_cancel',
      { mode: 'immediately', proration_behavior: 'none' },
    ],
    [
      {
        features: {
          subscription_cancel: { enabled: true, cancellation_reason: { enabled: true, options: ['other'] } },
        },
      },
      'subscription_cancel',
      { cancellation_reason: { enabled: true, options: ['other'], feedback_options: null } },
    ],
    [
      { features: { customer_update: { enabled: true, allowed_updates: ['email', 'shipping'] } } },
      'customer_update',
      { allowed_updates: ['email', 'shipping'] },
    ],
    [
      { features: { subscription_pause: { enabled: true } } },
      'subscription_pause',
      { duration: { type: 'interval_options', interval_options: [{ interval: 'month', interval_count: 1 }] } },
    ],
    [
      { features: { subscription_update: { enabled: false, billing_cycle_anchor: 'now' } } },
      'subscription_update',
      { billing_cycle_anchor: 'now', trial_update_behavior: 'end_trial', proration_behavior: 'none' },
    ],
    [
      {
        features: {
          subscription_update: {
            enabled: false,
            trial_update_behavior: 'continue_trial',
            schedule_at_period_end: { conditions: [{ type: 'decreasing_item_amount' }] },
          },
        },
      },
      'subscription_update',
      {
        trial_update_behavior: 'continue_trial',
        schedule_at_period_end: { conditions: [{ type: 'decreasing_item_amount' }] },
      },
    ],
  ])('made with %j has its %s complete', async (params, feature, expected) => {
    const { create } = await setUp()
    const { features } = await create(params)
    expect(features[feature as 'customer_update']).toMatchObject(expected)
  })

  it.each([
    [{ features: { customer_update: { enabled: true, allowed_updates: ['age'] } } }, 'allowed_updates'],
    [{ features: { customer_update: { allowed_updates: ['email'] } } }, 'customer_update][enabled]'],
    [{ features: { subscription_cancel: { enabled: true, mode: 'soon' } } }, 'subscription_cancel][mode]'],
    [
      { features: { subscription_cancel: { enabled: true, cancellation_reason: { enabled: true } } } },
      'cancellation_reason][options]',
    ],
    [
      {
        features: {
          subscription_cancel: { enabled: true, cancellation_reason: { enabled: true, options: ['bored'] } },
        },
      },
      'cancellation_reason][options]',
    ],
    [
      {
        features: {
          subscription_pause: {
            enabled: true,
            duration: { type: 'interval_options', interval_options: [{ interval: 'year', interval_count: 4 }] },
          },
        },
      },
      'interval_options]',
    ],
    [
      {
        features: {
          subscription_pause: {
            enabled: true,
            duration: { type: 'interval_options', interval_options: [{ interval: 'day', interval_count: 0 }] },
          },
        },
      },
      'interval_options]',
    ],
    [
      { features: { subscription_update: { enabled: false, default_allowed_updates: ['color'] } } },
      'default_allowed_updates',
    ],
    [
      {
        features: {
          subscription_update: { enabled: false, schedule_at_period_end: { conditions: [{ type: 'never' }] } },
        },
      },
      'conditions',
    ],
    [
      { features: { payment_method_update: { enabled: true, payment_method_configuration: 'pmc_none' } } },
      'payment_method_configuration]',
    ],
    [{ business_profile: { headline: 'x'.repeat(61) } }, 'business_profile[headline]'],
    [{ business_profile: { privacy_policy_url: 'here' } }, 'business_profile[privacy_policy_url]'],
    [{ business_profile: { terms_of_service_url: 'here' } }, 'business_profile[terms_of_service_url]'],
    [{ login_page: {}, active: true }, 'active'],
    [{ is_default: true }, 'is_default'],
  ])('refuses %j and names %s', async (params, param) => {
    const { create } = await setUp()
    await expect(create(params)).rejects.toMatchObject({ statusCode: 400, param: expect.stringContaining(param) })
  })

  it('needs its features', async () => {
    const { stripe } = await setUp()
    await expect(stripe.billingPortal.configurations.create({} as never)).rejects.toMatchObject({
      code: 'parameter_missing',
      param: 'features',
    })
  })

  it('merges an update into what it is, and clears with an empty string', async () => {
    const { create, stripe } = await setUp()
    const { id } = await create({
      name: 'Small',
      default_return_url: 'https://example.com',
      business_profile: { headline: 'Hi', privacy_policy_url: 'https://example.com/privacy' },
      features: {
        customer_update: { enabled: true, allowed_updates: ['email'] },
        subscription_cancel: { enabled: true, mode: 'immediately', proration_behavior: 'create_prorations' },
      },
      metadata: { a: '1', b: '2' },
    })
    const changed = await stripe.billingPortal.configurations.update(id, {
      business_profile: { headline: '', privacy_policy_url: '' },
      default_return_url: '',
      features: { customer_update: { enabled: false } },
      metadata: { a: '' },
    })
    expect(changed).toMatchObject({
      name: 'Small',
      business_profile: { headline: null, privacy_policy_url: null },
      default_return_url: null,
      features: {
        customer_update: { enabled: false, allowed_updates: ['email'] },
        subscription_cancel: { enabled: true, mode: 'immediately', proration_behavior: 'create_prorations' },
      },
      metadata: { b: '2' },
    })
    await expect(
      stripe.billingPortal.configurations.update(id, { features: { subscription_cancel: { mode: 'at_period_end' } } }),
    ).rejects.toMatchObject({ param: 'features[subscription_cancel][proration_behavior]' })
    expect((await stripe.billingPortal.configurations.update(id, { metadata: '' })).metadata).toEqual({})
  })

  it('tells of its life, and not of what changed nothing', async () => {
    const { stripe, id, update } = await setUp()
    await update({ active: false })
    const { data } = await stripe.events.list({
      types: ['billing_portal.configuration.updated', 'billing_portal.configuration.created'],
    })
    expect(data.map(({ type }) => type)).toEqual([
      'billing_portal.configuration.updated',
      'billing_portal.configuration.created',
    ])
    expect(data[0]?.data).toMatchObject({ object: { id, active: false }, previous_attributes: { active: true } })
    const inactive = await stripe.billingPortal.configurations.list({ active: false })
    expect(inactive.data.map((one) => one.id)).toEqual([id])
    await expect(stripe.billingPortal.configurations.retrieve('bpc_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    })
  })
})

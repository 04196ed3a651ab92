import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

async function setUp(card = 'pm_card_visa') {
  const { stripe } = createTestTwin()
  const product = await stripe.products.create({ name: 'Pro' })
  const price = await stripe.prices.create({
    product: product.id,
    currency: 'eur',
    unit_amount: 4900,
    recurring: { interval: 'month' },
  })
  const feature = await stripe.entitlements.features.create({ lookup_key: 'exports', name: 'Exports' })
  await stripe.products.createFeature(product.id, { entitlement_feature: feature.id })
  const customer = await stripe.customers.create({
    payment_method: card,
    invoice_settings: { default_payment_method: card },
  })
  const entitled = async () =>
    (await stripe.entitlements.activeEntitlements.list({ customer: customer.id })).data.map((each) => each.lookup_key)
  const summaries = async () =>
    (await stripe.events.list({ type: 'entitlements.active_entitlement_summary.updated' })).data.map(
      ({ data }) => data.object as { customer: string; entitlements: { data: { lookup_key: string }[] } },
    )
  const subscribe = () => stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] })
  return { stripe, product, feature, customer, entitled, summaries, subscribe }
}

describe('entitlements.activeEntitlements', () => {
  it('follow the subscription, and are told of once for each change', async () => {
    const { stripe, feature, customer, entitled, summaries, subscribe } = await setUp()
    expect(await entitled()).toEqual([])
    const { id } = await subscribe()
    expect(await entitled()).toEqual(['exports'])
    const [entitlement] = (
      await stripe.entitlements.activeEntitlements.list({ customer: customer.id, expand: ['data.feature'] })
    ).data
    expect(entitlement).toMatchObject({ feature: { id: feature.id, name: 'Exports' }, livemode: false })
    expect(await stripe.entitlements.activeEntitlements.retrieve(entitlement?.id ?? '')).toMatchObject({
      feature: feature.id,
    })
    await stripe.subscriptions.cancel(id)
    expect(await entitled()).toEqual([])
    const [ended, begun, ...others] = await summaries()
    expect(others).toEqual([])
    expect(begun).toMatchObject({ customer: customer.id, entitlements: { data: [{ lookup_key: 'exports' }] } })
    expect(ended?.entitlements.data).toEqual([])
  })

  it('are told of with what they were before, and as thin events with what came and went', async () => {
    const { stripe, subscribe } = await setUp()
    const { id } = await subscribe()
    await stripe.subscriptions.cancel(id)
    const { data: told } = await stripe.events.list({ type: 'entitlements.active_entitlement_summary.updated' })
    expect(told.map(({ data }) => data.previous_attributes)).toEqual([
      { entitlements: { data: [expect.objectContaining({ lookup_key: 'exports' })] } },
      { entitlements: { data: [] } },
    ])
    const thin = (await stripe.v2.core.events.list({ limit: 100 })).data.filter(({ type }) => /entitle/.test(type))
    const noun = 'v1.entitlements.active_entitlement_summary'
    const types = thin.map(({ type }) => type)
    expect(types.slice(0, 2)).toEqual([`${noun}.entitlement_removed`, `${noun}.updated`])
    expect(types.slice(2)).toEqual([`${noun}.entitlement_added`, `${noun}.updated`])
    expect(thin[0]).not.toHaveProperty('related_object')
  })

  it('are told of in full when they are many, ten of them in the summary', async () => {
    const { stripe, product, customer, subscribe, summaries } = await setUp()
    for (let count = 1; count < 10; count++) {
      const { id } = await stripe.entitlements.features.create({ lookup_key: `f${count}`, name: `F${count}` })
      await stripe.products.createFeature(product.id, { entitlement_feature: id })
    }
    await subscribe()
    const [ten] = await summaries()
    expect(ten?.entitlements).toMatchObject({ has_more: false, url: `/v1/customer/${customer.id}/entitlements` })
    expect(ten?.entitlements.data).toHaveLength(10)
    const { id } = await stripe.entitlements.features.create({ lookup_key: 'last', name: 'Last' })
    const added = await stripe.products.createFeature(product.id, { entitlement_feature: id })
    const [eleven, ...before] = await summaries()
    expect(before).toHaveLength(1)
    expect(eleven?.entitlements).toMatchObject({ has_more: true })
    expect(eleven?.entitlements.data).toHaveLength(10)
    await stripe.products.deleteFeature(product.id, added.id)
    expect(await summaries()).toHaveLength(3)
  })

  it('are not given for a first payment that failed', async () => {
    const { entitled, summaries, subscribe } = await setUp('pm_card_chargeCustomerFail')
    expect((await subscribe()).status).toBe('incomplete')
    expect(await entitled()).toEqual([])
    expect(await summaries()).toEqual([])
  })

  it('come and go with the features of the product', async () => {
    const { stripe, product, entitled, subscribe } = await setUp()
    await subscribe()
    const extra = await stripe.entitlements.features.create({ lookup_key: 'api', name: 'API' })
    const added = await stripe.products.createFeature(product.id, { entitlement_feature: extra.id })
    expect((await entitled()).sort()).toEqual(['api', 'exports'])
    await stripe.products.deleteFeature(product.id, added.id)
    expect(await entitled()).toEqual(['exports'])
  })

  it('need a customer that exists', async () => {
    const { stripe } = await setUp()
    await expect(stripe.entitlements.activeEntitlements.list({ customer: 'cus_none' })).rejects.toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
    })
  })
})

describe('entitlements.features', () => {
  it('keep their lookup key to themselves, and can be archived', async () => {
    const { stripe, feature, product } = await setUp()
    await expect(stripe.entitlements.features.create({ lookup_key: 'exports', name: 'Again' })).rejects.toMatchObject({
      param: 'lookup_key',
    })
    await stripe.entitlements.features.update(feature.id, { active: false })
    expect((await stripe.entitlements.features.list()).data).toEqual([])
    expect((await stripe.entitlements.features.list({ archived: true })).data.map(({ id }) => id)).toEqual([feature.id])
    await expect(stripe.products.createFeature(product.id, { entitlement_feature: feature.id })).rejects.toMatchObject({
      statusCode: 400,
    })
    expect((await stripe.products.listFeatures(product.id)).data[0]?.entitlement_feature.active).toBe(false)
  })

  it.each([
    ['a lookup key of 81 characters', { lookup_key: 'k'.repeat(81), name: 'Name' }, 'lookup_key'],
    ['a name of 81 characters', { lookup_key: 'key', name: 'n'.repeat(81) }, 'name'],
    ['no name', { lookup_key: 'key' } as { lookup_key: string; name: string }, 'name'],
    ['no lookup key', { name: 'Name' } as { lookup_key: string; name: string }, 'lookup_key'],
  ])('refuse %s', async (_, params, param) => {
    const { stripe } = await setUp()
    await expect(stripe.entitlements.features.create(params)).rejects.toMatchObject({ statusCode: 400, param })
  })

  it('are found by lookup key, and are renamed', async () => {
    const { stripe, feature } = await setUp()
    await stripe.entitlements.features.create({ lookup_key: 'api', name: 'API' })
    const { data } = await stripe.entitlements.features.list({ lookup_key: 'exports', archived: false })
    expect(data.map(({ id }) => id)).toEqual([feature.id])
    const renamed = await stripe.entitlements.features.update(feature.id, { name: 'Downloads', metadata: { a: 'b' } })
    expect(renamed).toMatchObject({ name: 'Downloads', metadata: { a: 'b' }, lookup_key: 'exports' })
    expect((await stripe.entitlements.features.update(feature.id, { metadata: '' })).metadata).toEqual({})
  })
})

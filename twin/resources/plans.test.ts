import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

const gold = { currency: 'eur', amount: 1000, interval: 'month', product: { name: 'Gold' } } as const

describe('plans', () => {
  it('are recurring prices by an older name, with the same ids', async () => {
    const { stripe } = createTestTwin()
    const plan = await stripe.plans.create({ ...gold, interval_count: 3, nickname: 'Quarterly' })
    const fields = { object: 'plan', amount: 1000, interval: 'month', interval_count: 3 }
    expect(plan).toMatchObject({ ...fields, active: true, usage_type: 'licensed', nickname: 'Quarterly' })
    expect(await stripe.plans.retrieve(plan.id)).toEqual(plan)
    expect(await stripe.prices.retrieve(plan.id)).toMatchObject({ unit_amount: 1000, product: plan.product })
  })

  it('list what recurs, and nothing that is sold once', async () => {
    const { stripe } = createTestTwin()
    const first = await stripe.plans.create(gold)
    const second = await stripe.plans.create({ ...gold, active: false })
    await stripe.prices.create({ currency: 'eur', unit_amount: 500, product: first.product as string })
    const idsOf = async (params: object) => (await stripe.plans.list(params)).data.map(({ id }) => id)
    expect(await idsOf({})).toEqual([second.id, first.id])
    expect(await idsOf({ limit: 1, starting_after: second.id })).toEqual([first.id])
    expect(await idsOf({ active: true })).toEqual([first.id])
    expect(await idsOf({ product: second.product })).toEqual([second.id])
  })

  it('tell of themselves as plan and as price', async () => {
    const { stripe } = createTestTwin()
    const { id } = await stripe.plans.create(gold)
    await stripe.plans.update(id, { nickname: 'Best', metadata: { tier: '1' } })
    const { data } = await stripe.events.list({
      types: ['plan.created', 'plan.updated', 'price.created', 'price.updated'],
    })
    expect(data.map(({ type }) => type).toSorted()).toEqual([
      'plan.created',
      'plan.updated',
      'price.created',
      'price.updated',
    ])
    const updated = data.find(({ type }) => type === 'plan.updated')
    expect(updated?.data).toMatchObject({
      object: { id, object: 'plan', nickname: 'Best' },
      previous_attributes: { nickname: null, metadata: { tier: null } },
    })
  })

  it('are not what no plan is', async () => {
    const { stripe } = createTestTwin()
    const price = await stripe.prices.create({ currency: 'eur', unit_amount: 500, product_data: { name: 'Pen' } })
    await expect(stripe.plans.retrieve(price.id)).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: `No such plan: '${price.id}'`,
    })
  })
})

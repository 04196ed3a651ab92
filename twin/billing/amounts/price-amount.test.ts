import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../../test-twin.ts'

type Terms = Record<string, unknown>
const tiers = [
  { up_to: 10, unit_amount: 100, flat_amount: 500 },
  { up_to: 20, unit_amount: 80 },
  { up_to: 'inf', unit_amount_decimal: '50.5', flat_amount: 1000 },
]
const graduated = { billing_scheme: 'tiered', tiers_mode: 'graduated', tiers }
const volume = { billing_scheme: 'tiered', tiers_mode: 'volume', tiers }

const table: [string, Terms, number, number][] = [
  ['a unit', { unit_amount: 250 }, 4, 1000],
  ['nothing', { unit_amount: 250 }, 0, 0],
  ['a decimal unit, rounded once', { unit_amount_decimal: '0.333333333333' }, 300, 100],
  ['half a cent, up', { unit_amount_decimal: '0.5' }, 1, 1],
  [
    'packets, a started one in full',
    { unit_amount: 700, transform_quantity: { divide_by: 10, round: 'up' } },
    21,
    2100,
  ],
  ['full packets only', { unit_amount: 700, transform_quantity: { divide_by: 10, round: 'down' } }, 29, 1400],
  ['the first tier', graduated, 10, 1500],
  ['the first two tiers', graduated, 15, 1900],
  ['all three tiers', graduated, 25, 500 + 1000 + 800 + 1000 + 253],
  ['the flat fee of the first tier, for nothing', graduated, 0, 500],
  ['all at the tier of the volume', volume, 15, 1200],
  ['all at the last tier', volume, 25, 1000 + 1263],
  ['the edge of a tier', volume, 10, 1500],
]

describe('an amount', () => {
  it.each(table)('is that of %s', async (_, terms, quantity, amount) => {
    const { stripe } = createTestTwin()
    const { id: customer } = await stripe.customers.create()
    const price = await stripe.prices.create({
      currency: 'usd',
      product_data: { name: 'Pro' },
      recurring: { interval: 'month' },
      ...terms,
    } as never)
    const preview = await stripe.invoices.createPreview({
      customer,
      subscription_details: { items: [{ price: price.id, quantity }] },
    })
    expect(preview.total).toBe(amount)
  })
})

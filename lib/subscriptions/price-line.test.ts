import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { totalOf, viewPriceLine } from './price-line.ts'

const price = (fields: Record<string, unknown>) =>
  ({
    currency: 'eur',
    billing_scheme: 'per_unit',
    unit_amount: null,
    unit_amount_decimal: null,
    transform_quantity: null,
    recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
    ...fields,
  }) as Stripe.Price

describe('viewPriceLine', () => {
  it.each<[Record<string, unknown>, number | undefined, unknown]>([
    [{ unit_amount: 4900 }, undefined, { kind: 'flat', totalMinor: 4900, unitMinor: '4900', quantity: 1 }],
    [{ unit_amount: 1250 }, 3, { kind: 'flat', totalMinor: 3750, unitMinor: '1250', quantity: 3 }],
    [{ unit_amount: 1250 }, 0, { kind: 'flat', totalMinor: 0, unitMinor: '1250', quantity: 0 }],
    [{ unit_amount_decimal: '0.25' }, 10, { kind: 'flat', totalMinor: 3, unitMinor: '0.25', quantity: 10 }],
    [{ unit_amount_decimal: '0.24' }, 10, { kind: 'flat', totalMinor: 2, unitMinor: '0.24', quantity: 10 }],
    [
      { unit_amount: 500, transform_quantity: { divide_by: 10, round: 'up' } },
      11,
      { kind: 'flat', totalMinor: 1000, unitMinor: '500', quantity: 11 },
    ],
    [{ billing_scheme: 'tiered' }, 4, { kind: 'tiered', quantity: 4 }],
    [
      { unit_amount: 2, recurring: { interval: 'month', interval_count: 1, usage_type: 'metered' } },
      undefined,
      { kind: 'by_use', unitMinor: '2' },
    ],
  ])('prices %j times %s', (fields, quantity, expected) => {
    expect(viewPriceLine({ price: price(fields), quantity }, 'Pro').price).toEqual(expected)
  })
})

describe('totalOf', () => {
  const line = (fields: Record<string, unknown>) => viewPriceLine({ price: price(fields) }, 'Pro')

  it('adds up what comes due together', () => {
    expect(totalOf([line({ unit_amount: 4900 }), line({ unit_amount: 100 })])).toEqual({
      totalMinor: 5000,
      currency: 'eur',
      interval: { unit: 'month', count: 1 },
    })
  })

  it('adds nothing up that comes due apart, or that use decides', () => {
    const yearly = line({
      unit_amount: 100,
      recurring: { interval: 'year', interval_count: 1, usage_type: 'licensed' },
    })
    expect(totalOf([line({ unit_amount: 4900 }), yearly])).toBeNull()
    expect(totalOf([line({ unit_amount: 4900 }), line({ billing_scheme: 'tiered' })])).toBeNull()
    expect(totalOf([])).toBeNull()
  })
})

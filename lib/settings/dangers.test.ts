import { describe, expect, it } from 'vitest'
import { emptyPolicy, policySchema } from '#lib/policy/policy.ts'
import { policySections } from '#lib/policy/policy-sections.ts'
import { listDangers } from './dangers.ts'

const removal = policySchema.parse({
  components: { payment_element: { enabled: false, features: { payment_method_remove: true } } },
})

describe('listDangers', () => {
  it.each([
    [{ components: { customer_portal: { enabled: true } } }, '“Customer portal in your app”'],
    [{ portal: { flows: { subscription_cancel: { enabled: true } } } }, '“Cancel” (portal flow)'],
    [{ portal: { homepage: true } }, '“Portal homepage” (Stripe’s hosted portal)'],
    [
      { components: { customer_sheet: { features: { payment_method_remove: true } } } },
      '“Let customers remove a saved payment method” (Customer sheet)',
    ],
  ])('names what is switched on with %j', (policy, words) => {
    expect(listDangers(policySections, emptyPolicy, policySchema.parse(policy))).toEqual([words])
  })

  it('counts a feature of a component that is off: somebody may switch that on later', () => {
    expect(listDangers(policySections, emptyPolicy, removal)).toHaveLength(1)
  })

  it('finds nothing in what was on before, in what is switched off, and in harmless switches', () => {
    expect(listDangers(policySections, removal, removal)).toEqual([])
    expect(listDangers(policySections, removal, emptyPolicy)).toEqual([])
    const harmless = policySchema.parse({ components: { pricing_table: { enabled: true } }, pricing_tables: [] })
    expect(listDangers(policySections, emptyPolicy, harmless)).toEqual([])
  })
})

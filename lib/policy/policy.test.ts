import { describe, expect, it } from 'vitest'
import { componentNames } from '#lib/catalogue/catalogue.ts'
import { emptyPolicy, policySchema } from './policy.ts'

const problems = (input: unknown) =>
  policySchema.safeParse(input).error?.issues.map((issue) => issue.path.join('.')) ?? []

describe('policySchema', () => {
  it('has everything off to begin with', () => {
    expect(componentNames.filter((name) => emptyPolicy.components[name].enabled)).toEqual([])
    expect(emptyPolicy.components.payment_element.features).toMatchObject({
      payment_method_redisplay_limit: 3,
      payment_method_allow_redisplay_filters: ['always'],
    })
  })

  it.each([
    [{ components: { pricing_tabel: { enabled: true } } }, 'components'],
    [
      { components: { payment_element: { features: { payment_method_shave: true } } } },
      'components.payment_element.features',
    ],
    [
      { components: { payment_element: { features: { payment_method_redisplay_limit: 11 } } } },
      'components.payment_element.features.payment_method_redisplay_limit',
    ],
    [
      { components: { payment_element: { features: { payment_method_redisplay_limit: 0 } } } },
      'components.payment_element.features.payment_method_redisplay_limit',
    ],
    [
      { components: { payment_element: { features: { payment_method_allow_redisplay_filters: [] } } } },
      'components.payment_element.features.payment_method_allow_redisplay_filters',
    ],
    [
      { components: { payment_element: { features: { payment_method_save_usage: 'sometimes' } } } },
      'components.payment_element.features.payment_method_save_usage',
    ],
    [
      { components: { payment_element: { enabled: true, features: { payment_method_save: true } } } },
      'components.payment_element.features.payment_method_save_usage',
    ],
    [{ pricing_tables: ['price_1234'] }, 'pricing_tables.0'],
    [{ customer: 'cus_other' }, ''],
  ])('refuses %j and names the field', (input, field) => {
    expect(problems(input)).toEqual([field])
  })
})

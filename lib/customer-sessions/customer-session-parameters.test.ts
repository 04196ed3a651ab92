import { describe, expect, it } from 'vitest'
import { componentNames } from '#lib/catalogue/catalogue.ts'
import { emptyPolicy, type Policy, policySchema } from '#lib/policy/policy.ts'
import { customerSessionParameters } from './customer-session-parameters.ts'

const withFeatures = (features: object): Policy =>
  policySchema.parse({ components: { payment_element: { enabled: true, features } } })
const paymentElement = (features: object, leftOut: string[] = []) =>
  customerSessionParameters(withFeatures(features), ['payment_element'], leftOut).payment_element?.features

describe('customerSessionParameters', () => {
  it('names every component of the catalogue when all are asked for', () => {
    const parameters = customerSessionParameters(emptyPolicy, componentNames)
    expect(Object.keys(parameters)).toEqual(componentNames)
    expect(parameters.pricing_table).toEqual({ enabled: true })
  })

  it('sends a switch as Stripe spells it, and nothing that does not apply', () => {
    expect(paymentElement({})).toEqual({
      payment_method_redisplay: 'disabled',
      payment_method_save: 'disabled',
      payment_method_remove: 'disabled',
    })
  })

  it('sends the limit and the filters with redisplay, and the usage with save', () => {
    expect(
      paymentElement({
        payment_method_redisplay: true,
        payment_method_redisplay_limit: 10,
        payment_method_allow_redisplay_filters: ['always', 'unspecified'],
        payment_method_save: true,
        payment_method_save_usage: 'off_session',
      }),
    ).toEqual({
      payment_method_redisplay: 'enabled',
      payment_method_redisplay_limit: 10,
      payment_method_allow_redisplay_filters: ['always', 'unspecified'],
      payment_method_save: 'enabled',
      payment_method_save_usage: 'off_session',
      payment_method_remove: 'disabled',
    })
  })

  it('leaves save and its usage out for a page that asks for less', () => {
    const features = { payment_method_save: true, payment_method_save_usage: 'off_session' }
    expect(paymentElement(features, ['payment_method_save'])).toEqual({
      payment_method_redisplay: 'disabled',
      payment_method_save: 'disabled',
      payment_method_remove: 'disabled',
    })
  })

  it('sends the override only where save is off', () => {
    const policy = (save: boolean) =>
      policySchema.parse({
        components: {
          mobile_payment_element: {
            features: { payment_method_save: save, payment_method_save_allow_redisplay_override: 'always' },
          },
        },
      })
    const features = (save: boolean) =>
      customerSessionParameters(policy(save), ['mobile_payment_element']).mobile_payment_element?.features
    expect(features(false)).toHaveProperty('payment_method_save_allow_redisplay_override', 'always')
    expect(features(true)).not.toHaveProperty('payment_method_save_allow_redisplay_override')
  })
})

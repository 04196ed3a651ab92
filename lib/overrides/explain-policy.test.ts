import { describe, expect, it } from 'vitest'
import { policySchema } from '#lib/policy/policy.ts'
import { explainPolicy } from './explain-policy.ts'
import { applyOverride } from './override.ts'

const redisplay = 'components.payment_element.features.payment_method_redisplay'

function explain(values: Record<string, unknown>) {
  const everyone = policySchema.parse({ components: { payment_element: { enabled: true } } })
  const override = { version: 1, values, endsAt: null }
  const settings = explainPolicy({ everyone, revision: 1, override, policy: applyOverride(everyone, values) })
  return (section: string) => settings.filter(({ label }) => label === section || label.startsWith(`${section}:`))
}

describe('explainPolicy', () => {
  it('says of each setting what holds, and whose word it is', () => {
    const settings = explain({ [redisplay]: true })('Payment Element')
    expect(settings[0]).toMatchObject({ label: 'Payment Element', words: 'On', origin: 'everyone' })
    expect(settings.find(({ name }) => name === redisplay)).toMatchObject({
      words: 'On',
      everyone: 'Off',
      origin: 'override',
      stripeKey: 'payment_method_redisplay',
    })
    expect(settings.find(({ stripeKey }) => stripeKey === 'payment_method_remove')).toMatchObject({
      words: 'Off',
      origin: 'default',
    })
  })

  it('leaves out what does not matter, but never what is the customer’s own', () => {
    expect(explain({})('Payment Element').map(({ stripeKey }) => stripeKey)).not.toContain(
      'payment_method_redisplay_limit',
    )
    const limit = 'components.payment_element.features.payment_method_redisplay_limit'
    expect(explain({ 'components.payment_element.enabled': false, [limit]: 5 })('Payment Element')).toMatchObject([
      { words: 'Off', everyone: 'On', origin: 'override' },
      { name: limit, words: '5', origin: 'override' },
    ])
    expect(explain({})('Portal flow “Cancel”')).toMatchObject([{ words: 'Off', origin: 'default' }])
  })
})

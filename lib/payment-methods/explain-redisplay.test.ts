import { describe, expect, it } from 'vitest'
import { policySchema } from '#lib/policy/policy.ts'
import { explainRedisplay, type Redisplay } from './explain-redisplay.ts'

const card = (id: string, allowRedisplay: 'always' | 'limited' | 'unspecified' = 'always') => ({
  id,
  type: 'card',
  allowRedisplay,
})

const policyWith = (features: object, enabled = true) =>
  policySchema.parse({ components: { payment_element: { enabled, features } } })

const save = { payment_method_save: true, payment_method_save_usage: 'off_session' }
const all = { ...save, payment_method_redisplay: true, payment_method_allow_redisplay_filters: ['always', 'limited'] }
const shown: Redisplay = { kind: 'shown', isDoubtful: false }
const hidden = (because: string) => ({ kind: 'hidden', because })

describe('explainRedisplay', () => {
  it.each([
    ['a card that the filters name', policyWith(all), card('pm_1'), shown],
    ['a card with the second mark that they name', policyWith(all), card('pm_1', 'limited'), shown],
    ['a bank debit', policyWith(all), { ...card('pm_1'), type: 'sepa_debit' }, shown],
    ['the component off', policyWith(all, false), card('pm_1'), hidden('component_off')],
    ['redisplay off', policyWith({ ...all, payment_method_redisplay: false }), card('pm_1'), hidden('redisplay_off')],
    ['a mark that the filters lack', policyWith(all), card('pm_1', 'unspecified'), hidden('filter')],
    [
      'the filters as Stripe has them of itself',
      policyWith({ ...save, payment_method_redisplay: true }),
      card('pm_1', 'limited'),
      hidden('filter'),
    ],
    [
      'a kind that is never shown again',
      policyWith(all),
      { ...card('pm_1'), type: 'ideal' },
      hidden('kind_never_redisplayed'),
    ],
    [
      'saving off, which was reported to hide it',
      policyWith({ ...all, payment_method_save: false }),
      card('pm_1'),
      { kind: 'shown', isDoubtful: true },
    ],
  ])('explains %s', (_what, policy, method, expected) => {
    expect(explainRedisplay(policy, [method]).payment_element.get(method.id)).toEqual(expected)
  })

  it('counts to the limit over those that pass, newest first', () => {
    const policy = policyWith({ ...all, payment_method_redisplay_limit: 2 })
    const methods = [card('pm_5'), card('pm_4', 'unspecified'), card('pm_3'), card('pm_2'), card('pm_1')]
    expect([...explainRedisplay(policy, methods).payment_element.values()]).toEqual([
      shown,
      hidden('filter'),
      shown,
      hidden('over_limit'),
      hidden('over_limit'),
    ])
  })

  it('has a customer sheet show whatever its filters name', () => {
    const policy = policySchema.parse({ components: { customer_sheet: { enabled: true } } })
    const { customer_sheet } = explainRedisplay(policy, [card('pm_2'), card('pm_1', 'limited')])
    expect([...customer_sheet.values()]).toEqual([shown, hidden('filter')])
  })
})

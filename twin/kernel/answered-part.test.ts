import { describe, expect, it } from 'vitest'
import { answeredPart } from './answered-part.ts'

describe('answeredPart', () => {
  it('leaves out what is asked for and never answered, however deep', () => {
    const options = {
      card: { request_three_d_secure: 'any', three_d_secure: { cryptogram: 'x' } },
      blik: { code: '1' },
    }
    expect(answeredPart('setup_intent', 'payment_method_options', options)).toEqual({
      card: { request_three_d_secure: 'any' },
      blik: {},
    })
  })

  it('refuses a word that the object could not have', () => {
    const transfer = { type: 'eu_bank_transfer', eu_bank_transfer: { country: 'nowhere' } }
    const part = () =>
      answeredPart('checkout.session', 'payment_method_options', { customer_balance: { bank_transfer: transfer } })
    expect(part).toThrow(
      /^Invalid payment_method_options\[customer_balance\]\[bank_transfer\].+: must be one of BE, DE/,
    )
  })

  it('keeps what a map holds, lists, and what is no hash', () => {
    expect(answeredPart('customer', 'metadata', { anything: 'x' })).toEqual({ anything: 'x' })
    expect(answeredPart('product', 'marketing_features', [{ name: 'Fast', extra: 1 }])).toEqual([{ name: 'Fast' }])
    expect(answeredPart('customer', 'address', null)).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { formatMinor, formatMoney } from './format-money.ts'

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

describe('formatMoney', () => {
  it.each([
    [4900, 'eur', 'en-GB', '€49.00'],
    [4900, 'EUR', 'de-DE', '49,00 €'],
    [4900, 'usd', 'en-US', '$49.00'],
    [4900, 'usd', 'en-GB', 'US$49.00'],
    [4900, 'jpy', 'en-GB', 'JP¥4,900'],
    [4900, 'kwd', 'en-GB', 'KWD 4.900'],
    [4900, 'isk', 'en-GB', 'ISK 49'],
    [4900, 'ugx', 'en-GB', 'UGX 49'],
    [5, 'eur', 'en-GB', '€0.05'],
    [0, 'eur', 'en-GB', '€0.00'],
    [-4900, 'eur', 'en-GB', '-€49.00'],
    [-5, 'eur', 'en-GB', '-€0.05'],
    [99999999999, 'eur', 'en-GB', '€999,999,999.99'],
  ])('writes %d %s in %s as %s', (amountMinor, currency, locale, text) => {
    expect(plain(formatMoney({ amountMinor, currency }, locale))).toBe(text)
  })
})

describe('formatMinor', () => {
  it.each([
    ['0.25', 'usd', '$0.0025'],
    ['1250', 'usd', '$12.50'],
    ['0.000000000001', 'usd', '$0.00000000000001'],
    ['12.5', 'jpy', '¥12.5'],
  ])('keeps every digit of %s %s', (amountMinor, currency, text) => {
    expect(formatMinor(amountMinor, currency, 'en-US')).toBe(text)
  })
})

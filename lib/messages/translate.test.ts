import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { chooseLocale } from './locale.ts'
import { catalogues } from './message-catalogue.ts'
import { getTranslator } from './translate.ts'

describe('getTranslator', () => {
  it('writes money and dates in the member’s locale', () => {
    const t = getTranslator('en-US')
    expect([t.money({ amountMinor: 4900, currency: 'usd' }), t.date(1_804_118_400)]).toEqual([
      '$49.00',
      'March 4, 2027',
    ])
  })

  it('stays in one language where it has no texts in the wanted one', () => {
    expect(getTranslator('de-DE').locale).toBe('en-GB')
  })
})

describe('chooseLocale', () => {
  it.each([null, undefined, '', 'en', 'x', 'not a locale', '\u0000', 'tlh-KL'])(
    'falls to British English from %j',
    (wanted) => {
      expect(chooseLocale(wanted)).toBe('en-GB')
    },
  )

  it('takes an underscore for a hyphen', () => {
    expect(chooseLocale('en_IE')).toBe('en-IE')
  })
})

describe('the English texts', () => {
  it.each(Object.entries(catalogues.en))('%s is a well-formed message', (_, text) => {
    expect(() => new IntlMessageFormat(text ?? '', 'en-GB', undefined, { ignoreTag: true })).not.toThrow()
  })
})

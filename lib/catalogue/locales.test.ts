import { describe, expect, it } from 'vitest'
import { portalLocale, portalLocales } from './locales.ts'

describe('portalLocale', () => {
  it('knows the 47 of Stripe', () => expect(new Set(portalLocales).size).toBe(47))

  it.each([
    ['en-GB', 'en-GB'],
    ['pt_br', 'pt-BR'],
    ['de-AT', 'de'],
    ['zh-Hant-HK', 'zh'],
    ['tlh', 'auto'],
    ['', 'auto'],
    [null, 'auto'],
  ])('takes %s as %s', (wanted, locale) => expect(portalLocale(wanted)).toBe(locale))
})

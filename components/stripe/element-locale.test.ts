import { describe, expect, it } from 'vitest'
import { elementLocale } from './element-locale.ts'

describe('elementLocale', () => {
  it.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['en_GB', 'en-GB'],
    ['en-IE', 'en'],
    ['zh-hk', 'zh-HK'],
    ['xx', 'auto'],
    [null, 'auto'],
  ])('turns %s into %s', (wanted, expected) => {
    expect(elementLocale(wanted)).toBe(expected)
  })
})

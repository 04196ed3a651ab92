import { describe, expect, it } from 'vitest'
import { formatDate, isoDate } from './format-date.ts'

describe('formatDate', () => {
  const lastSecond = Date.UTC(2027, 2, 4, 23, 59, 59)

  it('says the day as the locale does', () => {
    expect(formatDate(new Date(lastSecond), 'en-GB')).toBe('4 March 2027')
    expect(formatDate(new Date(lastSecond), 'en-US')).toBe('March 4, 2027')
  })

  it('reads a number as Stripe’s seconds', () => {
    expect(formatDate(lastSecond / 1000, 'en-GB')).toBe('4 March 2027')
    expect(isoDate(lastSecond / 1000)).toBe('2027-03-04')
  })
})

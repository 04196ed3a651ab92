import { describe, expect, it } from 'vitest'
import { createDayFormat, isTimeZone } from './format-date.ts'

describe('createDayFormat', () => {
  const lastSecond = Date.UTC(2027, 2, 4, 23, 59, 59)
  const inZone = (locale: string, timeZone = 'UTC') => createDayFormat(locale, timeZone)

  it('says the day as the locale does', () => {
    expect(inZone('en-GB').date(new Date(lastSecond))).toBe('4 March 2027')
    expect(inZone('en-US').date(new Date(lastSecond))).toBe('March 4, 2027')
  })

  it('reads a number as Stripe’s seconds', () => {
    expect(inZone('en-GB').date(lastSecond / 1000)).toBe('4 March 2027')
    expect(inZone('en-GB').isoDate(lastSecond / 1000)).toBe('2027-03-04')
  })

  it('names the day that it is in the zone, for people and for machines alike', () => {
    const berlin = inZone('en-GB', 'Europe/Berlin')
    expect([berlin.date(lastSecond / 1000), berlin.isoDate(lastSecond / 1000)]).toEqual(['5 March 2027', '2027-03-05'])
    expect(inZone('de-DE', 'America/Los_Angeles').isoDate(Date.UTC(2027, 0, 1) / 1000)).toBe('2026-12-31')
  })
})

describe('isTimeZone', () => {
  it('knows the names of zones, and nothing else', () => {
    for (const name of ['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])
      expect(isTimeZone(name), name).toBe(true)
    for (const name of ['', 'Berlin', 'Europe/Atlantis', '+01:00', '../etc']) expect(isTimeZone(name), name).toBe(false)
  })
})

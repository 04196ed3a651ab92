import { describe, expect, it } from 'vitest'
import { wrapLines } from './wrap-lines.ts'

describe('wrapLines', () => {
  it('breaks between words, and leaves what fits as it is', () => {
    expect(wrapLines('It works once, for 15 minutes.\nShort.', 20)).toBe('It works once, for\n15 minutes.\nShort.')
  })

  it('keeps a link whole', () => {
    const link = `http://localhost:3000/admin/enter/${'x'.repeat(43)}`
    expect(wrapLines(`${link}\n\nGive it away.`, 40)).toBe(`${link}\n\nGive it away.`)
  })

  it('keeps what a list says in its column', () => {
    const line = '  ✓ Secret key      It may do all that Portico does.'
    expect(wrapLines(line, 41)).toBe('  ✓ Secret key      It may do all that\n                    Portico does.')
    expect(wrapLines('                    → Add the permission to it.', 41)).toBe(
      '                    → Add the permission\n                      to it.',
    )
  })

  it('falls back to a small indent where the column leaves too little room', () => {
    for (const row of wrapLines('  ✓ Secret key      It may do all that Portico does.', 30).split('\n'))
      expect(row.length).toBeLessThanOrEqual(30)
  })
})

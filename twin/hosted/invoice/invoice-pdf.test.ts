import { describe, expect, it } from 'vitest'
import { invoicePdf } from './invoice-pdf.ts'

describe('invoicePdf', () => {
  it('writes letters as the font encodes them, and keeps brackets as text', () => {
    expect(invoicePdf(['Grün (10 €)'])).toContain('(Gr\\374n \\(10 \\200\\)) Tj')
  })

  it('goes on to further pages, each at the place that the table names', () => {
    const pdf = invoicePdf(Array.from({ length: 100 }, (_, index) => `Line ${index}`))
    expect(pdf).toContain('/Count 3')
    const [, start = ''] = /startxref\n(\d+)/.exec(pdf) ?? []
    expect(pdf.slice(Number(start))).toMatch(/^xref\n/)
    const offsets = [...pdf.matchAll(/^(\d{10}) 00000 n/gm)].map(([, offset]) => Number(offset))
    expect(offsets.map((offset) => pdf.slice(offset).startsWith(`${offsets.indexOf(offset) + 1} 0 obj`))).not.toContain(
      false,
    )
  })

  it('breaks a line that is too long', () => {
    expect(invoicePdf(['word '.repeat(40)]).match(/ Tj/g)?.length).toBeGreaterThan(1)
  })
})

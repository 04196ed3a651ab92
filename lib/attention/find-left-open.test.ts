import { describe, expect, it } from 'vitest'
import type { OpenInvoice } from '#lib/invoices/list-open-invoices.ts'
import { findLeftOpen } from './find-left-open.ts'

const invoice = (id: string, more: Partial<OpenInvoice> = {}) =>
  ({ id, payment: 'here', hasFailed: true, isChargedAutomatically: true, nextAttemptAt: 9, ...more }) as OpenInvoice

describe('findLeftOpen', () => {
  it('takes what nobody tries again, then what is tried soonest', () => {
    const [later, sooner, never] = [
      invoice('later'),
      invoice('sooner', { nextAttemptAt: 5 }),
      invoice('never', { nextAttemptAt: null }),
    ]
    expect(findLeftOpen([later, sooner, never])).toBe(never)
    expect(findLeftOpen([later, sooner])).toBe(sooner)
  })

  it.each<[string, Partial<OpenInvoice>]>([
    ['is on its way', { payment: 'processing' }],
    ['was paid meanwhile', { payment: 'settled' }],
    ['was not tried yet', { hasFailed: false }],
    ['is paid by transfer', { isChargedAutomatically: false }],
  ])('leaves out what %s', (_what, more) => {
    expect(findLeftOpen([invoice('one', more)])).toBeUndefined()
  })
})

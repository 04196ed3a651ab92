import { describe, expect, it } from 'vitest'
import { findUses } from './find-uses.ts'

const pro = { subscription: 'sub_pro', name: 'Pro', paidBy: 'pm_old', isChargedAutomatically: true }
const byInvoice = { subscription: 'sub_invoiced', name: 'Support', paidBy: null, isChargedAutomatically: false }

describe('findUses', () => {
  it('offers each plan that another payment method pays', () => {
    const overview = { plans: [pro, byInvoice], customerDefault: 'pm_old', hasCustomerDefault: true }
    expect(findUses(overview, 'pm_new')).toEqual([{ plan: { subscription: 'sub_pro', name: 'Pro' } }])
    expect(findUses(overview, 'pm_old')).toEqual([])
  })

  it('offers what comes later where no plan is charged', () => {
    const overview = { plans: [byInvoice], customerDefault: 'pm_old', hasCustomerDefault: true }
    expect(findUses(overview, 'pm_new')).toEqual([{ plan: null }])
    expect(findUses(overview, 'pm_old')).toEqual([])
  })

  it('offers nothing that an account could not set', () => {
    expect(findUses({ plans: [], customerDefault: null, hasCustomerDefault: false }, 'pm_new')).toEqual([])
  })
})

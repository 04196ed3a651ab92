import { describe, expect, it } from 'vitest'
import { failureOf } from './post-json.ts'

describe('failureOf', () => {
  it('tells another login apart from an object that changed, though both are a 409', () => {
    const message = 'You are now signed in for Beta Ltd. Nothing was done.'
    expect(failureOf(409, { code: 'login_mismatch', message })).toEqual({ kind: 'other_login', message })
    expect(failureOf(409, { code: 'invoice_not_payable' })).toEqual({ kind: 'changed' })
  })

  it('knows a login that ended and a door that is closed', () => {
    expect(failureOf(401, { code: 'sign_in_required' }).kind).toBe('signed_out')
    expect(failureOf(403, { code: 'component_not_allowed' }).kind).toBe('not_allowed')
  })

  it('keeps the reference number of everything else', () => {
    expect(failureOf(503, { request_id: 'r1' })).toEqual({ kind: 'unavailable', reference: 'r1' })
  })
})

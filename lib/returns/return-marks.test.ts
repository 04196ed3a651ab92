import { describe, expect, it } from 'vitest'
import { readReturnMarks, returnPathOf } from './return-marks.ts'

describe('readReturnMarks', () => {
  it('leaves secrets and everything unknown behind', () => {
    const query = new URLSearchParams(
      'setup_intent=seti_1&setup_intent_client_secret=seti_1_secret_2&redirect_status=succeeded&customer=cus_2',
    )
    expect(readReturnMarks(query)).toEqual({ setup_intent: 'seti_1' })
    expect(returnPathOf(readReturnMarks(query))).toBe('/return?setup_intent=seti_1')
  })

  it.each([
    'session_id=../../v1/customers',
    'session_id={CHECKOUT_SESSION_ID}',
    'payment_intent=',
    'flow=refund',
    'subscription=in_1',
  ])('does not take %s', (query) => {
    expect(readReturnMarks(new URLSearchParams(query))).toEqual({})
  })
})

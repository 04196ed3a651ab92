import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

const body = 'amount=500&currency=eur&payment_method_types[0]=card'

describe('replaceFormerParams', () => {
  it('takes a former parameter from a call that names no version, or an old one', async () => {
    const { call } = createTestTwin()
    for (const headers of [{}, { 'stripe-version': '2026-08-26.dahlia' }] as Record<string, string>[]) {
      expect((await call('POST', '/v1/payment_intents', { body, headers })).body).toMatchObject({
        object: 'payment_intent',
        payment_method_types: ['card'],
      })
    }
  })

  it('holds a call to the version that it names', async () => {
    const { call } = createTestTwin()
    const headers = { 'stripe-version': '2026-10-28.endive' }
    const { status, body: answer } = await call('POST', '/v1/payment_intents', { body, headers })
    expect(status).toBe(400)
    expect(answer.error).toMatchObject({ param: 'payment_method_types' })
  })
})

import { expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

it.each(['upcoming', 'upcoming/lines'])('/v1/invoices/%s of older versions is refused by name', async (path) => {
  const { call } = createTestTwin()
  const headers = { 'stripe-version': '2025-02-24.acacia' }
  const { status, body } = await call('GET', `/v1/invoices/${path}?customer=cus_1&subscription=sub_1`, { headers })
  expect(status).toBe(501)
  expect(body.error).toMatchObject({ code: 'twin_not_played', message: expect.stringContaining('createPreview') })
})

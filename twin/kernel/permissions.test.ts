import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

async function withKey(permissions: Record<string, unknown>) {
  const twin = createTestTwin()
  const { body } = await twin.call('POST', '/_twin/keys', { body: JSON.stringify({ permissions }) })
  return { ...twin, restricted: twin.stripeWith(body.key), answer: body }
}

describe('a restricted key', () => {
  it('acts on the account that made it, as far as it may', async () => {
    const { stripe, restricted, answer } = await withKey({ customers: 'write', rak_product_read: true })
    expect(answer).toMatchObject({ id: expect.stringMatching(/^key_/), key: expect.stringMatching(/^rk_test_/) })
    const { id } = await restricted.customers.create({ name: 'A' })
    expect((await stripe.customers.retrieve(id)).id).toBe(id)
    expect((await restricted.products.list()).data).toEqual([])
  })

  it('is refused beyond that with the name of the permission, and the ledger says so', async () => {
    const { restricted, call } = await withKey({ customers: 'read' })
    await expect(restricted.customers.create()).rejects.toMatchObject({
      statusCode: 403,
      type: 'StripePermissionError',
      message: expect.stringContaining(
        "Having the 'rak_customer_write' permission would allow this request to continue.",
      ),
    })
    const { body } = await call('GET', '/_twin/ledger')
    expect(body.data[0]).toMatchObject({
      status: 403,
      missing_permissions: ['rak_customer_write'],
      key: { kind: 'restricted' },
    })
  })

  it('names a customer session by its own permission', async () => {
    const { restricted } = await withKey({})
    const creating = restricted.customerSessions.create({
      customer: 'cus_x',
      components: { buy_button: { enabled: true } },
    })
    await expect(creating).rejects.toMatchObject({ message: expect.stringContaining("'rak_customer_session_write'") })
  })

  it('makes no keys', async () => {
    const { call, answer } = await withKey({ customers: 'write' })
    expect((await call('POST', '/_twin/keys', { key: answer.key, body: '{}' })).status).toBe(403)
  })

  it('cannot be made with a permission that is none', async () => {
    const { call } = createTestTwin()
    const { status } = await call('POST', '/_twin/keys', { body: '{"permissions":{"customers":"all"}}' })
    expect(status).toBe(400)
  })
})

import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

function createControls() {
  const twin = createTestTwin()
  const control = (method: string, path: string, body?: object) =>
    twin.call(method, `/_twin/${path}`, body ? { body: JSON.stringify(body) } : {})
  const statusWith = async (key: string) => {
    const { status, body } = await twin.call('GET', '/v1/customers', { key })
    return [status, body.error?.code]
  }
  return { ...twin, control, statusWith }
}

describe('the keys of an account', () => {
  it('revokes a restricted key, which is refused as an expired one from then on', async () => {
    const { control, statusWith } = createControls()
    const { id, key } = (await control('POST', 'keys', { permissions: { customers: 'read' } })).body
    expect(await statusWith(key)).toEqual([200, undefined])
    expect((await control('DELETE', `keys/${id}`)).body).toMatchObject({ id, is_revoked: true })
    expect(await statusWith(key)).toEqual([401, 'api_key_expired'])
  })

  it('makes another secret key of the same account, so that the first can be revoked', async () => {
    const { control, statusWith, stripe, stripeWith, account } = createControls()
    const { id: customer } = await stripe.customers.create({ name: 'Globex' })
    const { key } = (await control('POST', 'keys', { kind: 'secret' })).body
    const [first] = (await control('GET', 'keys')).body.data
    await control('DELETE', `keys/${first.id}`)
    expect(await statusWith(account.secretKey)).toEqual([401, 'api_key_expired'])
    expect(await stripeWith(key).customers.retrieve(customer)).toMatchObject({ name: 'Globex' })
  })

  it('never revokes the last secret key, nor one that is not there', async () => {
    const { control } = createControls()
    const [first] = (await control('GET', 'keys')).body.data
    expect(await control('DELETE', `keys/${first.id}`)).toMatchObject({ status: 400 })
    expect(await control('DELETE', 'keys/key_none')).toMatchObject({ status: 404 })
  })

  it('lists what keys there are, and none of the keys', async () => {
    const { control } = createControls()
    const { key } = (await control('POST', 'keys', { permissions: { customers: 'read' }, expires_at: 2e9 })).body
    const { body } = await control('GET', 'keys')
    expect(body.data).toMatchObject([
      { kind: 'secret', expires_at: null },
      { kind: 'publishable', is_revoked: false },
      { kind: 'restricted', permissions: { customer: 'read' }, expires_at: 2e9 },
    ])
    expect(JSON.stringify(body)).not.toContain(key)
  })

  it.each([
    [{ kind: 'publishable' }, 'kind'],
    [{ expires_at: 'tomorrow' }, 'expires_at'],
  ])('refuses to make a key from %j', async (given, param) => {
    const { control } = createControls()
    expect(await control('POST', 'keys', given)).toMatchObject({ status: 400, body: { error: { param } } })
  })
})

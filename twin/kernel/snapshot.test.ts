import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

function withSnapshots() {
  const twin = createTestTwin()
  const control = (method: string, path: string, body?: object) =>
    twin.call(method, `/_twin/${path}`, body ? { body: JSON.stringify(body) } : {})
  return { ...twin, control }
}

describe('a snapshot', () => {
  it('leads an account back to what it knew', async () => {
    const { stripe, control, account } = withSnapshots()
    account.setClock(1_790_000_000, true)
    const { id } = await stripe.customers.create({ name: 'Globex' })
    const { body } = await control('GET', 'snapshot')
    await stripe.customers.update(id, { name: 'Initech' })
    await stripe.customers.create()
    account.setClock(1_800_000_000)
    expect(await control('POST', 'snapshot', body)).toMatchObject({
      status: 200,
      body: { clock: { now: 1_790_000_000 } },
    })
    expect((await stripe.customers.list()).data).toMatchObject([{ id, name: 'Globex' }])
  })

  it('of an older twin, which kept less, is taken as well', async () => {
    const { stripe, account, stripeWith } = withSnapshots()
    const { id } = await stripe.customers.create({ name: 'Globex' })
    const { store, jobs, clock, random } = account.snapshot()
    await stripe.customers.del(id)
    account.restore({ store, jobs, clock, random })
    expect(await stripeWith(account.secretKey).customers.retrieve(id)).toMatchObject({ name: 'Globex' })
  })

  it('brings a key back that was revoked since', async () => {
    const { stripeWith, control } = withSnapshots()
    const { id, key } = (await control('POST', 'keys', { permissions: { customers: 'read' } })).body
    const { body } = await control('GET', 'snapshot')
    await control('DELETE', `keys/${id}`)
    await control('POST', 'snapshot', body)
    expect((await stripeWith(key).customers.list()).data).toEqual([])
  })

  it('is taken and given by secret keys alone', async () => {
    const { control, call } = withSnapshots()
    const { key } = (await control('POST', 'keys', { permissions: { customers: 'write' } })).body
    for (const method of ['GET', 'POST'])
      expect(await call(method, '/_twin/snapshot', { key })).toMatchObject({ status: 403 })
  })

  it('is refused while others are at work, and where it is none', async () => {
    const { control } = withSnapshots()
    expect(await control('POST', 'snapshot', { store: {} })).toMatchObject({ status: 400 })
    const { body } = await control('GET', 'snapshot')
    const worker = (await control('POST', 'workers', { name: 'worker 1' })).body
    expect(await control('POST', 'snapshot', body)).toMatchObject({ status: 409 })
    expect(await control('POST', `snapshot?worker=${worker.id}`, body)).toMatchObject({ status: 200 })
  })
})

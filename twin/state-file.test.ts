import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keepState } from './state-file.ts'
import { createTestTwin } from './test-twin.ts'

describe('keepState', () => {
  it('brings an account back with its objects, its clock and its ids to come', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'twin-')), 'state.json')
    const first = createTestTwin()
    const save = keepState(first.account, file)
    const customer = await first.stripe.customers.create({ name: 'Globex' })
    first.account.setClock(2_000_000_000, true)
    await first.stripe.customers.update(customer.id, { name: 'Globex GmbH' })
    save()

    const second = createTestTwin()
    keepState(second.account, file)
    expect(await second.stripe.customers.retrieve(customer.id)).toMatchObject({ name: 'Globex GmbH' })
    const next = await second.stripe.customers.create({})
    expect(next.id).not.toBe(customer.id)
    expect(next.created).toBe(2_000_000_000)
  })

  it('brings back keys, faults that are still to come, limits, and the answers kept for idempotency keys', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'twin-')), 'state.json')
    const first = createTestTwin()
    const save = keepState(first.account, file)
    const kept = { idempotencyKey: 'order-1' }
    const customer = await first.stripe.customers.create({ name: 'Globex' }, kept)
    const control = (path: string, body: object) => first.call('POST', `/_twin/${path}`, { body: JSON.stringify(body) })
    const { key } = (await control('keys', { permissions: { customers: 'read' } })).body
    await control('faults', { kind: '500', times: 2, match: { path: '/v1/products' } })
    await first.call('GET', '/v1/products')
    await control('rate_limits', { writes: 1000 })
    save()

    const second = createTestTwin()
    keepState(second.account, file)
    expect((await second.stripe.customers.create({ name: 'Globex' }, kept)).id).toBe(customer.id)
    expect(await second.call('GET', `/v1/customers/${customer.id}`, { key })).toMatchObject({ status: 200 })
    expect(await second.call('GET', '/v1/products', { key })).toMatchObject({ status: 403 })
    expect((await second.call('GET', '/_twin/faults')).body.data).toMatchObject([{ kind: '500', times: 0 }])
    expect((await second.call('GET', '/_twin/rate_limits')).body).toMatchObject({ writes: 1000 })
  })
})

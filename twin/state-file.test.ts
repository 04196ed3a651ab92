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
})

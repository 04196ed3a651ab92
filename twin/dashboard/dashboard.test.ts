import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeEach, describe, expect, it } from 'vitest'
import { Person } from '../hosted/testing.ts'
import { createTestTwin } from '../test-twin.ts'

let test: ReturnType<typeof createTestTwin>
let person: Person

beforeEach(async () => {
  test = createTestTwin({ base: 'http://127.0.0.1:12111' })
  person = await new Person(test.twin.fetch).open('http://127.0.0.1:12111/')
})

const open = (path: string) => person.open(`http://127.0.0.1:12111/dashboard/${test.account.id}${path}`)

describe('the dashboard', () => {
  it('opens at the only account, and lists several', async () => {
    expect(person.sees('Overview')).toBe(true)
    test.twin.account('sk_test_of_another_team')
    await person.open('http://127.0.0.1:12111/')
    expect(person.sees('sk_test_of_a…test')).toBe(true)
    expect(person.text).not.toContain('sk_test_of_another_team')
  })

  it('finds an object by its id, as the API answers it, with what happened to it', async () => {
    const { id } = await test.stripe.customers.create({ name: '<b>Globex</b>' })
    await person.press('Open', { id })
    expect(person.sees('<b>Globex</b>')).toBe(true)
    expect(person.text).not.toContain('<b>Globex')
    await person.follow('evt_')
    expect(person.sees('customer.created')).toBe(true)
  })

  it('lists objects of a kind, and leads from one to the next', async () => {
    const { id: product } = await test.stripe.products.create({ name: 'Pro' })
    const price = await test.stripe.prices.create({ product, currency: 'eur', unit_amount: 4900 })
    await open('/objects').then(() => person.follow('price'))
    await person.follow(price.id)
    await person.follow(product)
    expect(person.url).toMatch(product)
  })

  it('says what is not there', async () => {
    await open('/object/cus_nobody')
    expect(person.status).toBe(404)
    expect(person.sees('nothing with the id cus_nobody')).toBe(true)
    await person.open('http://127.0.0.1:12111/dashboard/acct_nobody/events')
    expect(person.status).toBe(404)
  })

  it('shows events by the beginning of their type', async () => {
    await test.stripe.customers.create()
    await test.stripe.products.create({ name: 'Pro' })
    await open('/events').then(() => person.press('Show', { type: 'customer.' }))
    expect(person.sees('customer.created')).toBe(true)
    expect(person.sees('product.created')).toBe(false)
  })

  it('shows every call with its parameters and answer, and the failed ones alone', async () => {
    await test.stripe.customers.create({ name: 'Globex' })
    await expect(test.stripe.customers.retrieve('cus_nobody')).rejects.toThrow()
    await open('/ledger').then(() => person.follow('POST /v1/customers'))
    expect(person.sees('customers.create')).toBe(true)
    expect(person.sees('Globex')).toBe(true)
    await open('/ledger').then(() => person.follow('Failed calls alone'))
    expect(person.sees('resource_missing')).toBe(true)
    expect(person.sees('POST /v1/customers')).toBe(false)
  })

  it('moves the clock, stops it and lets it run', async () => {
    const before = test.account.now()
    await open('/clock').then(() => person.press('31 days'))
    expect(test.account.now()).toBeGreaterThanOrEqual(before + 31 * 24 * 60 * 60)
    await person.press('Stop it here')
    expect(person.sees('standing still')).toBe(true)
    await person.press('Let it run')
    expect(test.account.clock.snapshot().isFrozen).toBe(false)
  })

  it('adds a fault that calls meet, and ends it', async () => {
    await open('/faults').then(() => person.press('Add fault', { kind: '500', path: '/v1/customers' }))
    await expect(test.stripe.customers.create()).rejects.toThrow(/backends/)
    await person.press('End all faults')
    await test.stripe.customers.create()
    await person.press('Add fault', { kind: '429', path: '/v1/customers', method: 'GET', share: '1', times: '1' })
    await test.stripe.customers.create()
    await expect(test.stripe.customers.list()).rejects.toMatchObject({ statusCode: 429 })
    await test.stripe.customers.list()
  })

  it('pages through what is long', async () => {
    for (let index = 0; index < 51; index++) await test.stripe.customers.create({ name: `Customer ${index}` })
    await open('/objects/customer')
    expect(person.sees('Customer 50')).toBe(true)
    await person.follow('Older')
    expect(person.sees('Customer 0')).toBe(true)
    expect(person.sees('Customer 50')).toBe(false)
  })

  it('answers neither under another site’s name nor to its forms', async () => {
    const url = `/dashboard/${test.account.id}/clock`
    const foreign = await test.twin.fetch(`http://evil.example:12111${url}`)
    expect(foreign.status).toBe(403)
    const body = new URLSearchParams({ advance: '3600' })
    for (const origin of ['http://evil.example', 'null', '']) {
      const headers = { ...(origin && { origin }) }
      const answer = await test.twin.fetch(`http://127.0.0.1:12111${url}`, { method: 'POST', body, headers })
      expect(answer.status, origin).toBe(403)
    }
  })
})

describe('deliveries', () => {
  it('are shown with each attempt, and sent again', async () => {
    const received: string[] = []
    const server = createServer((request, response) => {
      received.push(request.url ?? '')
      response.writeHead(received.length === 1 ? 500 : 200).end()
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    const url = `http://127.0.0.1:${port}/hooks`
    await test.stripe.webhookEndpoints.create({ url, enabled_events: ['customer.created'] })
    await test.stripe.customers.create()
    await test.call('POST', '/_twin/deliveries/settle', { body: '{}' })

    await open('/deliveries')
    expect(person.sees('500 at')).toBe(true)
    await person.press('Resend')
    expect(person.sees('200 at')).toBe(true)
    expect(person.sees('delivered')).toBe(true)
    await person.follow('evt_')
    expect(person.sees('Sent')).toBe(true)
    expect(received).toEqual(['/hooks', '/hooks'])
    server.close()
  })
})

import { describe, expect, it } from 'vitest'
import { htmlPage } from './kernel/html-page.ts'
import { route } from './kernel/resource.ts'
import { customers } from './resources/customers.ts'
import { createTestTwin } from './test-twin.ts'

const pages = {
  routes: [
    route('GET', '/c/pay/:id', ({ path, findAccount }) =>
      htmlPage(`Pay ${path.id}`, findAccount(path.id ?? '')?.id ?? 'nobody'),
    ),
    route('GET', '/broken', () => {
      throw new Error('a secret of the twin')
    }),
  ],
}

describe('a page of the twin', () => {
  it('says that it is a stand-in, and finds the account by an object', async () => {
    const { twin, stripe, account } = createTestTwin({ resources: [pages, customers] })
    const { id } = await stripe.customers.create()
    const page = await twin.fetch(`${twin.base}/c/pay/${id}`).then((response) => response.text())
    expect(page).toContain('Test stand-in for Stripe')
    expect(page).toContain(account.id)
  })

  it('escapes what it shows', async () => {
    const { twin } = createTestTwin({ resources: [pages] })
    const page = await twin
      .fetch(`${twin.base}/c/pay/${encodeURIComponent('<script>')}`)
      .then((response) => response.text())
    expect(page).not.toContain('<script>')
  })

  it('that fails is logged and tells nothing', async () => {
    const lines: string[] = []
    const { twin } = createTestTwin({ resources: [pages], log: (line) => lines.push(line) })
    const response = await twin.fetch(`${twin.base}/broken`)
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('a secret of the twin')
    expect(lines.join()).toContain('a secret of the twin')
  })

  it('that does not exist is refused by name, in the log too', async () => {
    const lines: string[] = []
    const { twin } = createTestTwin({ log: (line) => lines.push(line) })
    expect((await twin.fetch(`${twin.base}/nothing/here`)).status).toBe(404)
    expect(lines).toEqual(['unrecognized: GET /nothing/here'])
  })
})

describe('createTwin', () => {
  it('draws the same ids for the same calls of the same key', async () => {
    const draw = async () => (await createTestTwin().stripe.customers.create()).id
    expect(await draw()).toBe(await draw())
  })

  it('refuses two resources that play the same operation', () => {
    const one = { operations: { 'customers.create': () => ({}) } }
    expect(() => createTestTwin({ resources: [one, one] })).toThrow('customers.create')
  })
})

describe('an account with samples', () => {
  it('has a pricing table and a buy button ready, and again after a reset', async () => {
    const key = 'sk_test_with_samples'
    const { twin, stripeWith, call } = createTestTwin({ accounts: [{ key, hasSamples: true }] })
    for (const _ of ['at first', 'after a reset']) {
      const { pricing_tables: tables, buy_buttons: buttons, publishable_key: publishable } = twin.describe(key)
      expect([tables, buttons]).toEqual([['prctbl_sample'], ['buy_btn_sample']])
      const table = await call('GET', '/v1/pricing_tables/prctbl_sample', { key: String(publishable) })
      expect(table.body.prices).toHaveLength(4)
      expect((await stripeWith(key).prices.list()).data).toHaveLength(5)
      twin.reset()
    }
  })
})

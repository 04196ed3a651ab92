import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

async function withCustomers(count: number) {
  const { stripe, call } = createTestTwin()
  const ids: string[] = []
  for (let index = 0; index < count; index++) ids.unshift((await stripe.customers.create({ name: `${index}` })).id)
  return { stripe, call, ids }
}

describe('a list', () => {
  it('comes newest first, though all share one second', async () => {
    const { stripe, ids } = await withCustomers(12)
    const page = await stripe.customers.list()
    expect(page.data.map(({ id }) => id)).toEqual(ids.slice(0, 10))
    expect(page).toMatchObject({ object: 'list', has_more: true, url: '/v1/customers' })
  })

  it('ends exactly at its end', async () => {
    const { stripe, ids } = await withCustomers(4)
    const first = await stripe.customers.list({ limit: 2 })
    const last = await stripe.customers.list({ limit: 2, starting_after: ids[1] as string })
    expect([first.has_more, last.has_more]).toEqual([true, false])
    expect(last.data.map(({ id }) => id)).toEqual(ids.slice(2))
    expect((await stripe.customers.list({ starting_after: ids[3] as string })).data).toEqual([])
  })

  it('goes backwards to the page just before, still newest first', async () => {
    const { stripe, ids } = await withCustomers(5)
    const page = await stripe.customers.list({ limit: 2, ending_before: ids[3] as string })
    expect(page.data.map(({ id }) => id)).toEqual(ids.slice(1, 3))
    expect(page.has_more).toBe(true)
    const first = await stripe.customers.list({ limit: 2, ending_before: ids[2] as string })
    expect(first.has_more).toBe(false)
  })

  it('goes on after an object that it would not show itself', async () => {
    const { stripe, ids } = await withCustomers(3)
    const email = 'a@example.com'
    await stripe.customers.update(ids[2] as string, { email })
    const after = await stripe.customers.list({ email, starting_after: ids[1] as string })
    expect(after.data.map(({ id }) => id)).toEqual([ids[2]])
    expect((await stripe.customers.list({ email, ending_before: ids[1] as string })).data).toEqual([])
  })

  it('is walked whole by the SDK', async () => {
    const { stripe, ids } = await withCustomers(7)
    const seen: string[] = []
    for await (const { id } of stripe.customers.list({ limit: 3 })) seen.push(id)
    expect(seen).toEqual(ids)
  })

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['starting_after=cus_nobody', 'starting_after'],
  ])('refuses %s', async (query, param) => {
    const { call } = await withCustomers(1)
    const { status, body } = await call('GET', `/v1/customers?${query}`)
    expect([status, body.error.param]).toEqual([400, param])
  })

  it('filters by field and by range of time', async () => {
    const { stripe, call } = createTestTwin()
    await call('POST', '/_twin/clock', { body: '{"now": 2000000000, "freeze": true}' })
    await stripe.customers.create({ email: 'early@example.com' })
    await call('POST', '/_twin/clock', { body: '{"advance": 60}' })
    await stripe.customers.create({ email: 'late@example.com' })
    const late = await stripe.customers.list({ created: { gte: 2000000060 } })
    const early = await stripe.customers.list({ email: 'early@example.com', created: 2000000000 })
    expect(late.data.map(({ email }) => email)).toEqual(['late@example.com'])
    expect(early.data).toHaveLength(1)
  })
})

describe('a search', () => {
  it('finds by fields, parts and metadata, page by page', async () => {
    const { stripe } = createTestTwin()
    await stripe.customers.create({ name: 'Jane Doe', email: 'jane@example.com', metadata: { team: 'red' } })
    await stripe.customers.create({ name: 'John Doe', email: 'john@example.com', metadata: { team: 'red' } })
    const count = async (query: string) => (await stripe.customers.search({ query })).data.length
    expect(await count('email:"JANE@example.com"')).toBe(1)
    expect(await count('name~"doe" AND -email:"jane@example.com"')).toBe(1)
    expect(await count('email:"jane@example.com" OR email:"john@example.com"')).toBe(2)
    const first = await stripe.customers.search({ query: "metadata['team']:'red'", limit: 1 })
    expect(first).toMatchObject({ object: 'search_result', has_more: true })
    const second = await stripe.customers.search({
      query: "metadata['team']:'red'",
      limit: 1,
      page: first.next_page as string,
    })
    expect(second.data[0]?.id).not.toBe(first.data[0]?.id)
  })

  it.each(['planet:"x"', 'email:', 'email:"a" AND name:"b" OR name:"c"'])('refuses %s', async (query) => {
    const { stripe } = createTestTwin()
    await expect(stripe.customers.search({ query })).rejects.toMatchObject({ statusCode: 400, param: 'query' })
  })
})

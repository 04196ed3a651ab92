import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

async function withCustomers() {
  const { stripe, call, account } = createTestTwin()
  account.setClock(2_000_000_000, true)
  await stripe.customers.create({ name: 'Ada Lovelace', email: 'ada@example.com', metadata: { plan: 'a "b"' } })
  account.setClock(2_000_000_100, true)
  await stripe.customers.create({ name: 'Alan Turing', email: 'alan@example.com', metadata: { plan: 'pro' } })
  await stripe.customers.create({ name: 'Grace Hopper' })
  return { stripe, call }
}

describe('a search', () => {
  it.each([
    ['email:"ada@example.com"', ['Ada Lovelace']],
    ['EMAIL:"x"', undefined],
    ["name:'alan turing'", ['Alan Turing']],
    ['name~"love"', ['Ada Lovelace']],
    ['-email:"ada@example.com"', ['Grace Hopper', 'Alan Turing']],
    ['email:null', ['Grace Hopper']],
    ['-email:null', ['Alan Turing', 'Ada Lovelace']],
    ['metadata["plan"]:"pro"', ['Alan Turing']],
    ['metadata["plan"]:"a \\"b\\""', ['Ada Lovelace']],
    ['metadata["plan"]:null', ['Grace Hopper']],
    ['-metadata["plan"]:null', ['Alan Turing', 'Ada Lovelace']],
    ['created>2000000000', ['Grace Hopper', 'Alan Turing']],
    ['created<2000000100', ['Ada Lovelace']],
    ['created>=2000000000 AND created<=2000000000', ['Ada Lovelace']],
    ['name:"alan turing" OR name:"grace hopper"', ['Grace Hopper', 'Alan Turing']],
    ['name~"alan" and -email:null', ['Alan Turing']],
    ['name~"alan" email:"ada@example.com"', []],
    ['name:"a" AND name:"b" OR name:"c"', undefined],
    ['name:"open', undefined],
    ['name:open', undefined],
    ['name~"ab"', undefined],
    ['created>"soon"', undefined],
    ['created~"2000"', undefined],
    ['balance:1', undefined],
    ['metadata:"x"', undefined],
    ['(name:"a")', undefined],
    [Array.from({ length: 11 }, () => 'name:"a"').join(' '), undefined],
  ])('for %s finds %j', async (query, names) => {
    const { call } = await withCustomers()
    const { status, body } = await call('GET', `/v1/customers/search?query=${encodeURIComponent(query)}`)
    if (names) expect(body.data.map(({ name }: { name: string }) => name)).toEqual(names)
    else expect([status, body.error.param]).toEqual([400, 'query'])
  })

  it('names what it cannot read, and where the fields of the resource are documented', async () => {
    const { stripe } = createTestTwin()
    const message = async (query: string) => (await stripe.paymentIntents.search({ query }).catch((e) => e)).message
    expect(await message('nonsense')).toMatch(
      /^We were unable to parse your search query\. Try using the format `metadata\["key"\]:"value"` to query for metadata/,
    )
    expect(await message('foo:"bar"')).toBe(
      'Field `foo` is an unsupported search field for resource `payment_intents`. See http://stripe.com/docs/search#query-fields-for-payment-intents for a list of supported fields.',
    )
  })

  it('pages with next_page, and counts when asked to', async () => {
    const { stripe } = await withCustomers()
    const params = { query: 'created>0', limit: 2 }
    const first = await stripe.customers.search({ ...params, expand: ['total_count'] })
    expect(first).toMatchObject({
      object: 'search_result',
      has_more: true,
      total_count: 3,
      url: '/v1/customers/search',
    })
    const rest = await stripe.customers.search({ ...params, page: first.next_page ?? '' })
    expect(rest).toMatchObject({ has_more: false, next_page: null })
    expect(rest.data.map(({ name }) => name)).toEqual(['Ada Lovelace'])
    expect(rest).not.toHaveProperty('total_count')
    await expect(stripe.customers.search({ ...params, page: 'zzz' })).rejects.toMatchObject({ param: 'page' })
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestServices, type TestServices } from '#lib/testing.ts'
import { searchCustomers } from './search-customers.ts'

let test: TestServices
let ada: string
beforeAll(async () => {
  test = await createTestServices()
  const { customers } = test.services.stripe
  ada = (await customers.create({ name: 'Ada "Analytical" Engines', email: 'ada@engines.example' })).id
  await customers.create({ name: 'Grace Compilers', email: 'grace@compilers.example' })
})
afterAll(() => test.close())

const idsOf = async (words: string) => (await searchCustomers(test.services, words)).customers.map(({ id }) => id)

describe('searchCustomers', () => {
  it('takes an id for one, and finds nothing for one that Stripe does not know', async () => {
    expect(await searchCustomers(test.services, ada)).toMatchObject({ by: 'id', customers: [{ id: ada }] })
    expect(await idsOf('cus_nobody')).toEqual([])
  })

  it('does not find who was deleted', async () => {
    const { id } = await test.services.stripe.customers.create({})
    await test.services.stripe.customers.del(id)
    expect(await idsOf(id)).toEqual([])
  })

  it('goes by the e-mail address', async () => {
    expect(await searchCustomers(test.services, 'ada@engines.example')).toMatchObject({
      by: 'email',
      customers: [{ id: ada, email: 'ada@engines.example' }],
    })
    expect(await idsOf('nobody@engines.example')).toEqual([])
  })

  it('goes by a part of the name, whatever is in it', async () => {
    expect(await searchCustomers(test.services, 'Analytical')).toMatchObject({ by: 'name', customers: [{ id: ada }] })
    expect(await idsOf('"Analytical"')).toEqual([ada])
    expect(await idsOf('x" OR email~"engines')).toEqual([])
  })

  it('says that two letters are too few', async () => {
    await expect(searchCustomers(test.services, 'Ad')).rejects.toMatchObject({ code: 'invalid_input' })
  })
})

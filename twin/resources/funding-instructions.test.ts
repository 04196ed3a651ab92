import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

type Transfer = { type: string; eu_bank_transfer?: { country: string }; requested_address_types?: string[] }

async function setUp() {
  const { stripe } = createTestTwin()
  const { id } = await stripe.customers.create()
  const ask = (currency: string, bank_transfer: Transfer) =>
    stripe.customers.createFundingInstructions(id, { currency, funding_type: 'bank_transfer', bank_transfer } as never)
  return { ask }
}

describe('customers.createFundingInstructions', () => {
  it.each([
    ['eur', { type: 'eu_bank_transfer', eu_bank_transfer: { country: 'FR' } }, 'FR', ['iban']],
    ['jpy', { type: 'jp_bank_transfer' }, 'JP', ['zengin']],
  ])('says where %s goes, the same each time', async (currency, transfer, country, types) => {
    const { ask } = await setUp()
    const instructions = await ask(currency, transfer)
    expect(instructions).toMatchObject({
      object: 'funding_instructions',
      currency,
      funding_type: 'bank_transfer',
      livemode: false,
      bank_transfer: { country, type: transfer.type },
    })
    expect(instructions.bank_transfer.financial_addresses.map(({ type }) => type)).toEqual(types)
    expect(await ask(currency, transfer)).toEqual(instructions)
  })

  it.each<[string, Transfer, string]>([
    ['usd', { type: 'jp_bank_transfer' }, 'currency'],
    ['eur', { type: 'eu_bank_transfer' }, 'bank_transfer[eu_bank_transfer]'],
    [
      'eur',
      { type: 'eu_bank_transfer', eu_bank_transfer: { country: 'US' } },
      'bank_transfer[eu_bank_transfer][country]',
    ],
  ])('refuses %s by %j', async (currency, transfer, param) => {
    const { ask } = await setUp()
    await expect(ask(currency, transfer)).rejects.toMatchObject({ statusCode: 400, param })
  })

  it('refuses by name the kinds of transfers that the package does not know', async () => {
    const { ask } = await setUp()
    await expect(ask('usd', { type: 'us_bank_transfer' })).rejects.toMatchObject({ statusCode: 501 })
  })

  it('names the kinds of addresses that are asked for alone', async () => {
    const { ask } = await setUp()
    const { bank_transfer } = await ask('jpy', { type: 'jp_bank_transfer', requested_address_types: ['iban'] })
    expect(bank_transfer.financial_addresses).toEqual([])
  })
})

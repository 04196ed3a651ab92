import { createHash } from 'node:crypto'
import type { Context } from '../kernel/context.ts'
import { fillObject } from '../kernel/fill-object.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, notPlayed, parameterMissing } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import { readCurrency } from '../payments/currencies.ts'

type FundingParams = Params<'customers.createFundingInstructions'>
type Address = { type: string; supported_networks: string[]; [details: string]: unknown }
type Transfer = { currency: string; country: string; addresses: (digits: string, country: string) => Address[] }

const holder = { account_holder_name: 'Stripe twin', account_holder_address: {}, bank_address: {} }
const networks = { iban: ['sepa'], zengin: ['zengin'] }

/** Of the kinds of transfers that the package's type of the answer knows. */
const transfers: Record<string, Transfer> = {
  eu_bank_transfer: {
    currency: 'eur',
    country: 'DE',
    addresses: (digits, country) => [
      addressOf('iban', { ...holder, bic: `TEST${country}99XXX`, country, iban: `${country}00${digits}` }),
    ],
  },
  jp_bank_transfer: {
    currency: 'jpy',
    country: 'JP',
    addresses: (digits) => {
      const bank = { bank_code: '0000', bank_name: 'TEST BANK', branch_code: '000', branch_name: 'TEST' }
      return [addressOf('zengin', { ...holder, ...bank, account_number: digits, account_type: 'futsu' })]
    },
  },
}

/** https://docs.stripe.com/api/cash_balance_transactions: where a customer's transfers go, the same each time. */
export const fundingInstructions: Resource = {
  operations: { 'customers.createFundingInstructions': createInstructions },
}

function createInstructions(context: Context<FundingParams>) {
  const { bank_transfer: transfer, funding_type } = context.params
  const { id } = context.get('customer', context.id)
  const currency = readCurrency(context.params.currency)
  const known = transfers[transfer.type]
  if (!known) throw notPlayed(`funding instructions for "${transfer.type}"`)
  if (known.currency !== currency)
    throw invalidRequest(`Transfers of the type ${transfer.type} are not possible in ${currency}.`, {
      param: 'currency',
    })
  const country = readCountry(transfer) ?? known.country
  const wanted: string[] | undefined = transfer.requested_address_types
  const addresses = known.addresses(digitsOf(`${id} ${transfer.type} ${country}`), country)
  return fillObject('funding_instructions', {
    bank_transfer: {
      country,
      financial_addresses: wanted ? addresses.filter(({ type }) => wanted.includes(type)) : addresses,
      type: transfer.type,
    },
    currency,
    funding_type,
    livemode: false,
  })
}

function readCountry({ type, eu_bank_transfer: europe }: FundingParams['bank_transfer']): string | undefined {
  if (type !== 'eu_bank_transfer') return undefined
  if (!europe) throw parameterMissing('bank_transfer[eu_bank_transfer]')
  if (['DE', 'FR', 'IE', 'NL'].includes(europe.country)) return europe.country
  throw invalidRequest('Invalid country: must be one of DE, FR, IE, or NL', {
    param: 'bank_transfer[eu_bank_transfer][country]',
  })
}

function addressOf(type: keyof typeof networks, details: object): Address {
  return { type, supported_networks: networks[type], [type]: details }
}

function digitsOf(text: string): string {
  const number = createHash('sha256').update(text).digest().readBigUInt64BE()
  return String(number).slice(0, 12).padStart(12, '0')
}

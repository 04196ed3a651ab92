// Where a customer is taxed, as far as its addresses say. The account is registered nowhere, so nothing is collected.
import { isIP } from 'node:net'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'

type Customer = StripeObject<'customer'>
type Given = NonNullable<Params<'customers.update'>['tax']>

export type TaxFields = { _ipAddress: string | null }

export function readTaxFields(given: Given | undefined): Partial<TaxFields> {
  const address = given?.ip_address
  if (address && isIP(address) === 0)
    throw invalidRequest(`Invalid IP address: ${address}`, { param: 'tax[ip_address]' })
  return address === undefined ? {} : { _ipAddress: address || null }
}

export function checkTaxLocation(customer: Customer, given: Given | undefined) {
  if (given?.validate_location !== 'immediately' || locate(customer)) return
  throw invalidRequest(
    "The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.",
    { code: 'customer_tax_location_invalid', param: 'tax[validate_location]' },
  )
}

export function describeTax(customer: Customer): NonNullable<Customer['tax']> {
  const location = locate(customer)
  return {
    automatic_tax: location ? 'not_collecting' : 'unrecognized_location',
    ip_address: customer._ipAddress ?? null,
    location,
    provider: 'stripe',
  }
}

function locate({ shipping, address }: Customer) {
  const places = [
    { source: 'shipping_destination' as const, place: shipping?.address },
    { source: 'billing_address' as const, place: address },
  ]
  const known = places.find(({ place }) => /^[A-Z]{2}$/.test(place?.country ?? ''))
  return known ? { country: known.place?.country ?? '', source: known.source, state: known.place?.state ?? null } : null
}

// A card as it was told before there were payment methods: in tokens, and among a customer's sources.
import { fillObject } from '../kernel/fill-object.ts'
import type { StripeObject } from '../kernel/wire.ts'

type PaymentMethod = StripeObject<'payment_method'>
export type CardSource = StripeObject<'card'>
type Place = {
  address_city: string | null
  address_country: string | null
  address_line1: string | null
  address_line2: string | null
  address_state: string | null
  address_zip: string | null
  name: string | null
}

/** How its fields are called in the billing details of a payment method. */
export const addressNames = {
  address_city: 'city',
  address_country: 'country',
  address_line1: 'line1',
  address_line2: 'line2',
  address_state: 'state',
  address_zip: 'postal_code',
} as const

const brandNames: Record<string, string> = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'MasterCard',
  unionpay: 'UnionPay',
  visa: 'Visa',
}

export function describeCard(id: string, card: NonNullable<PaymentMethod['card']>, place: Partial<Place>): CardSource {
  const { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4, regulated_status } = card
  return fillObject('card', {
    ...{ id, country, exp_month, exp_year, fingerprint, funding, last4, regulated_status, ...place },
    address_line1_check: checks?.address_line1_check ?? null,
    address_zip_check: checks?.address_postal_code_check ?? null,
    brand: brandNames[brand] ?? brand,
    cvc_check: checks?.cvc_check ?? null,
    metadata: {},
  }) as unknown as CardSource
}

/** The payment method of a saved card, told as a source. */
export function asCard({ id, card, billing_details: billing, metadata, customer }: PaymentMethod): CardSource {
  if (!card) throw new Error(`${id} is no card`)
  const { address } = billing
  const places = Object.entries(addressNames).map(([name, part]) => [name, address?.[part] ?? null])
  const described = describeCard(id, card, { ...Object.fromEntries(places), name: billing.name })
  return { ...described, customer: customer as string, metadata }
}

/** Cards that came as sources keep their own kind of id, and are payment methods all the same. */
export function isCardSource({ id }: { id: string }): boolean {
  return id.startsWith('card_')
}

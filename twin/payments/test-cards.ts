// Stripe's test cards and what each one does. https://docs.stripe.com/testing

import { behavingCards, type CardBehaviour, tokenNames } from './test-card-behaviours.ts'
import { brandCards, countryCards } from './test-card-brands.ts'

export type { Decline } from './test-card-behaviours.ts'
export type TestCard = CardBehaviour & {
  brand: string
  funding?: 'credit' | 'debit' | 'prepaid'
  country?: string
  /** All that the card can be charged over, when its brand is not the only one. */
  networks?: string[]
}

const cards = new Map<string, TestCard>([
  ...Object.entries(brandCards),
  ...Object.values(countryCards).map(
    ([number, country, more]) => [number, { brand: 'visa', country, ...more }] as const,
  ),
  ...Object.entries(behavingCards).map(([number, card]) => [number, { brand: 'visa', ...card }] as const),
])

const tokens = new Map<string, string>([
  ...Object.entries(tokenNames),
  ...Object.entries(countryCards).map(([name, [number]]) => [name, number] as const),
])

/** A number that is not one of Stripe's test cards gets nowhere in test mode. */
export function findTestCard(number: string): TestCard | undefined {
  return cards.get(number)
}

/** The number behind `pm_card_visa` or `tok_visa`. */
export function numberOfToken(token: string): string | undefined {
  return tokens.get(token.replace(/^(pm_card|tok)_/, ''))
}

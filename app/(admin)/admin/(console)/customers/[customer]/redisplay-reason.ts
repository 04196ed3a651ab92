import type { HiddenBecause } from '#lib/payment-methods/explain-redisplay.ts'

/** Why a payment method is hidden, as a sentence for whoever is asked by the customer. */
export const redisplayReason: Record<HiddenBecause | 'doubtful', string> = {
  component_off: 'The component is off for this customer.',
  redisplay_off: '“Show saved payment methods” is off for this customer.',
  kind_never_redisplayed: 'Stripe’s form offers only cards, SEPA and US bank accounts again.',
  filter: '“Which saved payment methods to show” does not name its mark.',
  over_limit: 'Newer ones fill “How many saved payment methods to show”.',
  doubtful: 'It may be hidden all the same: saving is off (reported as react-stripe-js #591).',
}

/** Stripe's test cards by what they do. https://docs.stripe.com/testing */
export const cards = {
  visa: '4242424242424242',
  mastercard: '5555555555554444',
  jcb: '3566002020360505',
  declined: '4000000000000002',
  asksBank: '4000002760003184',
} as const

// Stripe's test cards and what each one does. https://docs.stripe.com/testing

export type Decline = { code: string; decline_code?: string; message: string }

export type TestCard = {
  brand: string
  funding?: 'credit' | 'debit'
  country?: string
  /** Refused already when it is saved. */
  declinesSetup?: Decline
  /** Refused when it is charged. */
  declinesCharge?: Decline
  /** `once`: until it was saved with authentication; `always`: at every payment. */
  authentication?: 'once' | 'always'
}

function declined(declineCode: string, message: string): Decline {
  return { code: 'card_declined', decline_code: declineCode, message }
}

function refusesAll(decline: Decline): Pick<TestCard, 'declinesSetup' | 'declinesCharge'> {
  return { declinesSetup: decline, declinesCharge: decline }
}

const generic = declined('generic_decline', 'Your card was declined.')
const insufficient = declined('insufficient_funds', 'Your card has insufficient funds.')

const cards: Record<string, TestCard> = {
  '4242424242424242': { brand: 'visa' },
  '4000056655665556': { brand: 'visa', funding: 'debit' },
  '5555555555554444': { brand: 'mastercard' },
  '2223003122003222': { brand: 'mastercard' },
  '5200828282828210': { brand: 'mastercard', funding: 'debit' },
  '378282246310005': { brand: 'amex' },
  '6011111111111117': { brand: 'discover' },
  '3056930009020004': { brand: 'diners' },
  '3566002020360505': { brand: 'jcb' },
  '6200000000000005': { brand: 'unionpay' },
  '4000002760000016': { brand: 'visa', country: 'DE' },
  '4000000000000002': { brand: 'visa', ...refusesAll(generic) },
  '4000000000009995': { brand: 'visa', ...refusesAll(insufficient) },
  '4000000000009987': { brand: 'visa', ...refusesAll(declined('lost_card', 'Your card was declined.')) },
  '4000000000009979': { brand: 'visa', ...refusesAll(declined('stolen_card', 'Your card was declined.')) },
  '4000000000000069': {
    brand: 'visa',
    ...refusesAll({ code: 'expired_card', decline_code: 'expired_card', message: 'Your card has expired.' }),
  },
  '4000000000000127': {
    brand: 'visa',
    ...refusesAll({
      code: 'incorrect_cvc',
      decline_code: 'incorrect_cvc',
      message: "Your card's security code is incorrect.",
    }),
  },
  '4000000000000119': {
    brand: 'visa',
    ...refusesAll({
      code: 'processing_error',
      decline_code: 'processing_error',
      message: 'An error occurred while processing your card. Try again in a little bit.',
    }),
  },
  '4000000000000341': { brand: 'visa', declinesCharge: generic },
  '4000002500003155': { brand: 'visa', authentication: 'once' },
  '4000002760003184': { brand: 'visa', country: 'DE', authentication: 'always' },
  '4000000000003220': { brand: 'visa', authentication: 'always' },
  '4000008260003178': { brand: 'visa', country: 'GB', authentication: 'always', declinesCharge: insufficient },
  '4000008400001629': { brand: 'visa', authentication: 'always', declinesCharge: generic },
}

const tokens: Record<string, string> = {
  visa: '4242424242424242',
  visa_debit: '4000056655665556',
  mastercard: '5555555555554444',
  mastercard_debit: '5200828282828210',
  amex: '378282246310005',
  discover: '6011111111111117',
  diners: '3056930009020004',
  jcb: '3566002020360505',
  unionpay: '6200000000000005',
  de: '4000002760000016',
  chargeDeclined: '4000000000000002',
  visa_chargeDeclined: '4000000000000002',
  chargeDeclinedInsufficientFunds: '4000000000009995',
  visa_chargeDeclinedInsufficientFunds: '4000000000009995',
  chargeDeclinedExpiredCard: '4000000000000069',
  visa_chargeDeclinedExpiredCard: '4000000000000069',
  chargeDeclinedIncorrectCvc: '4000000000000127',
  visa_chargeDeclinedIncorrectCvc: '4000000000000127',
  chargeDeclinedProcessingError: '4000000000000119',
  visa_chargeDeclinedProcessingError: '4000000000000119',
  chargeCustomerFail: '4000000000000341',
  authenticationRequired: '4000002760003184',
  authenticationRequiredOnSetup: '4000002500003155',
  threeDSecureRequired: '4000000000003220',
  threeDSecure2Required: '4000000000003220',
  authenticationRequiredChargeDeclinedInsufficientFunds: '4000008260003178',
}

/** A number that is not one of Stripe's test cards gets nowhere in test mode. */
export function findTestCard(number: string): TestCard | undefined {
  return cards[number]
}

/** The number behind `pm_card_visa` or `tok_visa`. */
export function numberOfToken(token: string): string | undefined {
  return tokens[token.replace(/^(pm_card|tok)_/, '')]
}

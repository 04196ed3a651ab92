// Test cards that do more than pay, and the names of all test tokens.

export type Decline = { code: string; decline_code?: string; message: string; param?: string }

export type TestDispute = { reason: string; networkCode: string; isInquiry?: boolean }

export type CardBehaviour = {
  /** Refused already when it is saved. */
  declinesSetup?: Decline
  /** Refused when it is charged. */
  declinesCharge?: Decline
  /** `once`: off session only until it was set up; `on_session`: never off session; `optional`: when asked for. */
  authentication?: 'once' | 'on_session' | 'always' | 'optional'
  risk?: 'elevated' | 'highest'
  /** Checks that fail, or that the bank does not make. */
  checks?: Partial<Record<'address_line1_check' | 'address_postal_code_check' | 'cvc_check', 'fail' | 'unavailable'>>
  refunds?: 'pending' | 'failing'
  isAvailableAtOnce?: boolean
  dispute?: TestDispute
  /** What it brings about at Stripe, and not here. */
  notPlayed?: string
  country?: string
}

function declined(declineCode: string, message = 'Your card was declined.'): Decline {
  return { code: 'card_declined', decline_code: declineCode, message }
}

function refusesAll(decline: Decline): CardBehaviour {
  return { declinesSetup: decline, declinesCharge: decline }
}

function named(code: string, message: string, param?: string): Decline {
  return { code, decline_code: code, message, ...(param ? { param } : {}) }
}

const generic = declined('generic_decline')
const insufficient = declined('insufficient_funds', 'Your card has insufficient funds.')
const tooOften = declined(
  'card_velocity_exceeded',
  'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
)
const processing = named('processing_error', 'An error occurred while processing your card. Try again in a little bit.')
const avs = { address_line1_check: 'fail', address_postal_code_check: 'fail' } as const

export const behavingCards: Record<string, CardBehaviour> = {
  '4000000000000002': refusesAll(generic),
  '4000000000009995': refusesAll(insufficient),
  '4000000000009987': refusesAll(declined('lost_card')),
  '4000000000009979': refusesAll(declined('stolen_card')),
  '4000000000000069': refusesAll(named('expired_card', 'Your card has expired.', 'exp_month')),
  '4000000000000127': refusesAll(named('incorrect_cvc', "Your card's security code is incorrect.", 'cvc')),
  '4000000000000119': refusesAll(processing),
  '4000000000006975': refusesAll(tooOften),
  '4000000000000341': { declinesCharge: generic },

  '4100000000000019': { declinesCharge: declined('fraudulent'), risk: 'highest' },
  '4000000000004954': { declinesCharge: declined('fraudulent'), risk: 'highest' },
  '4000000000009235': { risk: 'elevated' },
  '4000000000000101': { checks: { cvc_check: 'fail' } },
  '4000058400307872': { checks: { cvc_check: 'fail' }, risk: 'elevated' },
  '4000000000000036': { checks: { address_postal_code_check: 'fail' } },
  '4000058400306072': { checks: { address_postal_code_check: 'fail' }, risk: 'elevated' },
  '4000000000000028': { checks: { address_line1_check: 'fail' } },
  '4000000000000010': { checks: avs },
  '4000000000000044': { checks: { address_line1_check: 'unavailable', address_postal_code_check: 'unavailable' } },

  '4000000000000259': { dispute: { reason: 'fraudulent', networkCode: '10.4' } },
  '4000000000002685': { dispute: { reason: 'product_not_received', networkCode: '13.1' } },
  '4000000000001976': { dispute: { reason: 'general', networkCode: '10.4', isInquiry: true } },
  '4000000000005423': { notPlayed: 'an early fraud warning' },
  '4000000404000079': { notPlayed: 'several disputes of one charge' },
  '4000000404000038': { notPlayed: 'a dispute with compelling evidence' },
  '4000008400000779': { notPlayed: 'a compliance dispute' },

  '4000000000007726': { refunds: 'pending' },
  '4000000000005126': { refunds: 'failing' },
  '4000000000000077': { isAvailableAtOnce: true },
  '4000003720000278': { isAvailableAtOnce: true, country: 'IE' },

  '4000002500003155': { authentication: 'once' },
  '4000002760003184': { country: 'DE', authentication: 'always' },
  '4000003800000446': { country: 'IT', authentication: 'on_session' },
  '4000008260003178': { country: 'GB', authentication: 'always', declinesCharge: insufficient },
  '4000000000003220': { authentication: 'always' },
  '4000008400001629': { authentication: 'always', declinesCharge: generic },
  '4000008400001280': refusesAll(processing),
  '4000000000003055': { authentication: 'optional' },
  '4000000000003097': { authentication: 'optional' },
}

const decliningTokens = {
  chargeDeclined: '4000000000000002',
  chargeDeclinedInsufficientFunds: '4000000000009995',
  chargeDeclinedLostCard: '4000000000009987',
  chargeDeclinedStolenCard: '4000000000009979',
  chargeDeclinedExpiredCard: '4000000000000069',
  chargeDeclinedIncorrectCvc: '4000000000000127',
  chargeDeclinedProcessingError: '4000000000000119',
  chargeDeclinedVelocityLimitExceeded: '4000000000006975',
  chargeDeclinedFraudulent: '4100000000000019',
}

/** Without `pm_card_` or `tok_`. */
export const tokenNames: Record<string, string> = {
  visa: '4242424242424242',
  visa_debit: '4000056655665556',
  mastercard: '5555555555554444',
  mastercard_debit: '5200828282828210',
  mastercard_prepaid: '5105105105105100',
  amex: '378282246310005',
  discover: '6011111111111117',
  diners: '3056930009020004',
  jcb: '3566002020360505',
  unionpay: '6200000000000005',
  visa_cartesBancaires: '4000002500001001',
  mastercard_cartesBancaires: '5555552500001001',
  ...decliningTokens,
  ...Object.fromEntries(Object.entries(decliningTokens).map(([name, number]) => [`visa_${name}`, number])),
  chargeCustomerFail: '4000000000000341',
  radarBlock: '4100000000000019',
  riskLevelHighest: '4000000000004954',
  riskLevelElevated: '4000000000009235',
  cvcCheckFail: '4000000000000101',
  cvcCheckFailElevatedRisk: '4000058400307872',
  avsZipFail: '4000000000000036',
  avsZipFailElevatedRisk: '4000058400306072',
  avsLine1Fail: '4000000000000028',
  avsFail: '4000000000000010',
  avsUnchecked: '4000000000000044',
  createDispute: '4000000000000259',
  createDisputeProductNotReceived: '4000000000002685',
  createDisputeInquiry: '4000000000001976',
  createIssuerFraudRecord: '4000000000005423',
  createMultipleDisputes: '4000000404000079',
  createCe3EligibleDispute: '4000000404000038',
  createComplianceDispute: '4000008400000779',
  pendingRefund: '4000000000007726',
  refundFail: '4000000000005126',
  bypassPending: '4000000000000077',
  bypassPendingInternational: '4000003720000278',
  authenticationRequired: '4000002760003184',
  authenticationRequiredOnSetup: '4000002500003155',
  authenticationRequiredSetupForOffSession: '4000003800000446',
  authenticationRequiredChargeDeclinedInsufficientFunds: '4000008260003178',
  threeDSecureRequired: '4000000000003220',
  threeDSecure2Required: '4000000000003220',
  threeDSecureRequiredChargeDeclined: '4000008400001629',
  threeDSecureRequiredProcessingError: '4000008400001280',
  threeDSecureOptional: '4000000000003055',
  threeDSecureOptionalProcessingError: '4000000000003097',
  amex_threeDSecureNotSupported: '378282246310005',
}

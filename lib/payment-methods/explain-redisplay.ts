// Why a saved payment method is offered again in Stripe's form, or is not: the same steps that Stripe takes, in words that it never says.
import type { ComponentPolicy, Policy } from '#lib/policy/policy.ts'
import type { SavedPaymentMethod } from './payment-method.ts'

export const redisplayPlaces = [
  { component: 'payment_element', label: 'On Payment methods and Pay' },
  { component: 'mobile_payment_element', label: 'Your app: Payment Element' },
  { component: 'customer_sheet', label: 'Your app: customer sheet' },
] as const

export type RedisplayPlace = (typeof redisplayPlaces)[number]['component']

export type Redisplay =
  /** `isDoubtful`: with saving off, it was reported to stay hidden all the same. */
  { kind: 'shown'; isDoubtful: boolean } | { kind: 'hidden'; because: HiddenBecause }

export type HiddenBecause = 'component_off' | 'redisplay_off' | 'kind_never_redisplayed' | 'filter' | 'over_limit'

type Method = Pick<SavedPaymentMethod, 'id' | 'type' | 'allowRedisplay'>

// https://docs.stripe.com/payments/save-customer-payment-methods
const redisplayedTypes = ['card', 'sepa_debit', 'us_bank_account']

/** @param methods all that the customer has, newest first, as Stripe lists them */
export function explainRedisplay(
  policy: Policy,
  methods: readonly Method[],
): Record<RedisplayPlace, Map<string, Redisplay>> {
  const explain = (place: RedisplayPlace) => explainPlace(policy.components[place], methods)
  return {
    payment_element: explain('payment_element'),
    mobile_payment_element: explain('mobile_payment_element'),
    customer_sheet: explain('customer_sheet'),
  }
}

function explainPlace({ enabled, features }: ComponentPolicy, methods: readonly Method[]): Map<string, Redisplay> {
  const limit = Number(features.payment_method_redisplay_limit ?? Number.POSITIVE_INFINITY)
  let shown = 0
  const explain = (method: Method): Redisplay => {
    const because = enabled ? findReason(features, method) : 'component_off'
    if (because) return { kind: 'hidden', because }
    shown += 1
    if (shown > limit) return { kind: 'hidden', because: 'over_limit' }
    return { kind: 'shown', isDoubtful: features.payment_method_save === false }
  }
  return new Map(methods.map((method) => [method.id, explain(method)]))
}

// The customer sheet has no switch for showing at all: it is what it is for.
function findReason(
  features: ComponentPolicy['features'],
  { type, allowRedisplay }: Method,
): HiddenBecause | undefined {
  if (features.payment_method_redisplay === false) return 'redisplay_off'
  if (!redisplayedTypes.includes(type)) return 'kind_never_redisplayed'
  const filters = features.payment_method_allow_redisplay_filters
  return Array.isArray(filters) && !filters.includes(allowRedisplay) ? 'filter' : undefined
}

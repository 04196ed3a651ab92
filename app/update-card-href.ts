import { isComponentOffered, isFlowOffered, type Policy } from '#lib/policy/policy.ts'

/** Where a customer puts another card in the place of theirs: here, or else at Stripe; null where neither is offered. */
export function updateCardHref(policy: Policy): string | null {
  if (isComponentOffered(policy, 'payment_element')) return '/payment-methods'
  return isFlowOffered(policy, 'payment_method_update') ? '/go/update-card' : null
}

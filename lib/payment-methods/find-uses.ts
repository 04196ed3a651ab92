import type { PaymentOverview } from './get-payment-overview.ts'

export interface Use {
  /** `sub_…` and its name; without them, whatever has no payment method of its own. */
  plan: { subscription: string; name: string } | null
}

/** What this payment method could pay and does not: each charged plan, or without one what comes later. */
export function findUses(
  { plans, customerDefault, hasCustomerDefault }: Omit<PaymentOverview, 'methods' | 'currency'>,
  paymentMethod: string,
): Use[] {
  const charged = plans.filter(({ isChargedAutomatically }) => isChargedAutomatically)
  if (charged.length === 0) return hasCustomerDefault && customerDefault !== paymentMethod ? [{ plan: null }] : []
  return charged
    .filter(({ paidBy }) => paidBy !== paymentMethod)
    .map(({ subscription, name }) => ({ plan: { subscription, name } }))
}

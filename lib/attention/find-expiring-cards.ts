import { isExpired, type SavedPaymentMethod } from '#lib/payment-methods/payment-method.ts'
import type { Matter, PaidPlan } from './attention.ts'

/** The cards that have expired, or do so this month or the next, and that something is still to be charged to. */
export function findExpiringCards({ plans, now }: { plans: PaidPlan[]; now: Date }): Matter[] {
  const paying = plans.flatMap((plan) => {
    const { paidBy, isChargedAutomatically } = plan
    return paidBy?.expires && isChargedAutomatically && chargesAfter(plan, endOf(paidBy.expires))
      ? [{ method: paidBy, plan }]
      : []
  })
  return [...Map.groupBy(paying, ({ method }) => method.id).values()].flatMap(([first, ...others]): Matter[] => {
    if (!first) return []
    const { method } = first
    const plansOfIt = [first, ...others].map(({ plan }) => plan)
    if (isExpired(method, now)) return [{ kind: 'card_expired', method, plans: plansOfIt }]
    return isExpired(method, startOfMonthAfterNext(now)) ? [{ kind: 'card_expires', method, plans: plansOfIt }] : []
  })
}

function chargesAfter({ state, endsAt, periodEndsAt }: PaidPlan, cardEndsAt: number): boolean {
  if (!['active', 'trial', 'ends', 'past_due', 'payments_paused'].includes(state.kind)) return false
  // Paid to its end already, or over before the card is.
  return endsAt === null || (endsAt > (periodEndsAt ?? 0) && endsAt > cardEndsAt)
}

function endOf({ month, year }: NonNullable<SavedPaymentMethod['expires']>): number {
  return Date.UTC(year, month) / 1000
}

function startOfMonthAfterNext(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2))
}

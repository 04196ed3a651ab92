// What holds after a flow at Stripe, read from what Stripe says now: the address that a customer comes back with proves nothing.
import type { FlowName } from '#lib/catalogue/flows.ts'
import type { Home, Plan } from '#lib/home/get-home.ts'
import type { SavedPaymentMethod } from '#lib/payment-methods/payment-method.ts'
import type { SubscriptionView } from '#lib/subscriptions/list-subscriptions.ts'

export type FlowOutcome =
  | { kind: 'plan_is' | 'plan_will_change'; plan: Plan }
  | { kind: 'plan_ends'; plan: SubscriptionView; at: number }
  | { kind: 'plan_ended' | 'plan_goes_on' | 'plan_not_paused'; plan: SubscriptionView }
  | { kind: 'plan_paused'; plan: SubscriptionView; until: number | null }
  | { kind: 'details'; name: string; email: string | null }
  | CardOutcome
  /** Nothing that could be told of it. */
  | { kind: 'back' }

export interface CardOutcome {
  kind: 'card'
  method: SavedPaymentMethod
  /** Saved within the hour, so that it is the one that the customer comes from saving. */
  isNew: boolean
  pays: Plan[]
  /** What is charged to something else, or to nothing. */
  doesNotPay: Plan[]
}

interface Return {
  flow: FlowName
  /** `sub_…`, as the address says; told of only if it is among this customer's own. */
  subscription: string | undefined
  home: Home
  now: Date
}

export function findFlowOutcome({ flow, subscription, home, now }: Return): FlowOutcome {
  if (flow === 'payment_method_update') return cardOutcome(home, now)
  if (flow === 'customer_update') return detailsOutcome(home)
  const plan = home.plans.find(({ id }) => id === subscription)
  const past = home.pastPlans.find(({ id }) => id === subscription)
  if (past) return { kind: 'plan_ended', plan: past }
  return plan ? planOutcome(flow, plan) : { kind: 'back' }
}

type PlanFlow = Exclude<FlowName, 'payment_method_update' | 'customer_update'>

function planOutcome(flow: PlanFlow, plan: Plan): FlowOutcome {
  switch (flow) {
    case 'subscription_update':
    case 'subscription_update_confirm':
      return { kind: plan.hasSchedule ? 'plan_will_change' : 'plan_is', plan }
    case 'subscription_cancel':
      return plan.endsAt === null ? { kind: 'plan_goes_on', plan } : { kind: 'plan_ends', plan, at: plan.endsAt }
    case 'subscription_pause': {
      const { kind, at } = plan.state
      return kind === 'paused' || kind === 'payments_paused'
        ? { kind: 'plan_paused', plan, until: at }
        : { kind: 'plan_not_paused', plan }
    }
  }
}

function detailsOutcome({ customer }: Home): FlowOutcome {
  const name = customer?.name ?? customer?.email
  return name ? { kind: 'details', name, email: customer?.email ?? null } : { kind: 'back' }
}

const newSeconds = 60 * 60

function cardOutcome({ methods: [newest], defaultMethod, plans }: Home, now: Date): FlowOutcome {
  const isNew = newest !== undefined && newest.savedAt >= now.getTime() / 1000 - newSeconds
  const method = isNew ? newest : defaultMethod
  if (!method) return { kind: 'back' }
  const charged = plans.filter(({ isChargedAutomatically }) => isChargedAutomatically)
  const paysFor = ({ paidBy }: Plan) => paidBy?.id === method.id
  return {
    kind: 'card',
    method,
    isNew,
    pays: charged.filter(paysFor),
    doesNotPay: charged.filter((plan) => !paysFor(plan)),
  }
}

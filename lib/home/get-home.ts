import type { Reader } from '#lib/access/member-login.ts'
import { type BilledCustomer, findBilledCustomer } from '#lib/customers/find-billed-customer.ts'
import { listOpenInvoices, type OpenInvoice } from '#lib/invoices/list-open-invoices.ts'
import { type NextCharge, previewNextCharge } from '#lib/invoices/preview-next-charge.ts'
import { listPaymentMethods } from '#lib/payment-methods/list-payment-methods.ts'
import type { SavedPaymentMethod } from '#lib/payment-methods/payment-method.ts'
import { findPayer } from '#lib/payment-methods/who-pays.ts'
import type { Services } from '#lib/services.ts'
import { readTogether } from '#lib/stripe/read-together.ts'
import { listSubscriptions, type SubscriptionView } from '#lib/subscriptions/list-subscriptions.ts'

// A preview is dear: beyond these a plan shows without its next charge.
const mostPreviews = 5

export interface Home {
  /** Undefined for an account that is billed as a customer. */
  customer: Pick<BilledCustomer, 'name' | 'email'> | undefined
  openInvoices: OpenInvoice[]
  plans: Plan[]
  pastPlans: SubscriptionView[]
  /** What is saved, newest first. */
  methods: SavedPaymentMethod[]
  /** What pays for whatever names nothing of its own. */
  defaultMethod: SavedPaymentMethod | null
}

export interface Plan extends SubscriptionView {
  paidBy: SavedPaymentMethod | null
  nextCharge: NextCharge
}

type Stripeful = Pick<Services, 'stripe' | 'now'>
/** All that Home depends on, so that it can be read for several who look at once. */
type OfCustomer = Pick<Reader, 'customer' | 'customerId'>

/**
 * All that Home shows of the login's customer, read from Stripe in two rounds.
 * @throws Refusal customer_not_found | customer_of_other_mode | customer_deleted | stripe_refused | stripe_permission_missing | stripe_unavailable
 */
export function getHome(services: Stripeful, { customer, customerId }: OfCustomer): Promise<Home> {
  return readTogether(services, `home of ${customerId}`, () => readHome(services, { customer, customerId }))
}

async function readHome(services: Stripeful, login: OfCustomer): Promise<Home> {
  const previews = listSubscriptions(services, login).then((subscriptions) =>
    withNextCharges(services, login, subscriptions),
  )
  const [customer, subscriptions, openInvoices, methods] = await Promise.all([
    findBilledCustomer(services, login),
    previews,
    listOpenInvoices(services, login),
    listPaymentMethods(services, login),
  ])
  const payerOf = (defaults: Parameters<typeof findPayer>[0]) => {
    const { paymentMethod } = findPayer(defaults, customer)
    return methods.find(({ id }) => id === paymentMethod) ?? null
  }
  return {
    customer,
    openInvoices,
    plans: subscriptions.filter(({ isRunning }) => isRunning).map((plan) => ({ ...plan, paidBy: payerOf(plan) })),
    pastPlans: subscriptions.filter(({ isRunning }) => !isRunning),
    methods,
    defaultMethod: payerOf({ default_payment_method: null, default_source: null }),
  }
}

async function withNextCharges(services: Stripeful, login: OfCustomer, subscriptions: SubscriptionView[]) {
  const charging = subscriptions.filter(({ state }) => ['active', 'trial', 'past_due'].includes(state.kind))
  const previewed = charging.slice(0, mostPreviews)
  return Promise.all(
    subscriptions.map(async (subscription) => ({
      ...subscription,
      nextCharge: await nextChargeOf(subscription),
    })),
  )

  async function nextChargeOf(subscription: SubscriptionView): Promise<NextCharge> {
    if (previewed.includes(subscription)) return previewNextCharge(services, { login, subscription: subscription.id })
    return { kind: charging.includes(subscription) ? 'unknown' : 'nothing' }
  }
}

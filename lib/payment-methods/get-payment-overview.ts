import type Stripe from 'stripe'
import type { MemberLogin } from '#lib/access/member-login.ts'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { callStripe } from '#lib/stripe/call-stripe.ts'
import { refuseMissingCustomer } from '#lib/stripe/missing-customer.ts'
import { listRunningSubscriptions } from '#lib/subscriptions/list-running-subscriptions.ts'
import { type SavedPaymentMethod, viewPaymentMethod } from './payment-method.ts'
import { findPayer } from './who-pays.ts'

export interface PlanPayment {
  /** `sub_…` */
  subscription: string
  name: string
  /** Which of the saved payment methods pays; null when Stripe has none to charge. */
  paidBy: string | null
  /** False where the customer pays invoices that are sent, so that no payment method is charged. */
  isChargedAutomatically: boolean
}

export interface PaymentOverview {
  methods: SavedPaymentMethod[]
  plans: PlanPayment[]
  /** What is charged without a plan of its own, such as one-off invoices; null for an account. */
  customerDefault: string | null
  currency: string | null
}

type Stripeful = Pick<Services, 'stripe'>
type Login = Pick<MemberLogin, 'customer'>

/**
 * What the login's customer saved, and what each of it pays.
 * @throws Refusal customer_not_found | customer_of_other_mode | customer_deleted | stripe_refused | stripe_permission_missing | stripe_unavailable
 */
export async function getPaymentOverview(services: Stripeful, login: Login): Promise<PaymentOverview> {
  const [customer, methods, subscriptions] = await Promise.all([
    findCustomer(services, login),
    listMethods(services, login),
    listRunningSubscriptions(services, login),
  ])
  return {
    methods: methods.map(viewPaymentMethod),
    plans: subscriptions.map(({ name, subscription }) => ({
      subscription: subscription.id,
      name,
      paidBy: findPayer(subscription, customer).paymentMethod,
      isChargedAutomatically: subscription.collection_method === 'charge_automatically',
    })),
    customerDefault: customer ? findPayer(nothingOfItsOwn, customer).paymentMethod : null,
    currency: customer?.currency ?? subscriptions[0]?.subscription.currency ?? null,
  }
}

const nothingOfItsOwn = { default_payment_method: null, default_source: null }

/** Undefined for an account that is billed as a customer. */
async function findCustomer({ stripe }: Stripeful, { customer }: Login): Promise<Stripe.Customer | undefined> {
  if (!('customer' in customer)) return undefined
  const { value } = await callStripe(stripe, (client, options) =>
    client.customers.retrieve(customer.customer, {}, options),
  ).catch(refuseMissingCustomer)
  if (value.deleted) throw new Refusal('customer_deleted')
  return value
}

async function listMethods({ stripe }: Stripeful, { customer }: Login): Promise<Stripe.PaymentMethod[]> {
  const { value } = await callStripe(stripe, (client, options) =>
    client.paymentMethods.list({ ...customer, limit: 100 }, options),
  ).catch(refuseMissingCustomer)
  return value.data
}

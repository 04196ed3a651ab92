import type { MemberLogin } from '#lib/access/member-login.ts'
import { findBilledCustomer } from '#lib/customers/find-billed-customer.ts'
import type { Services } from '#lib/services.ts'
import { listSubscriptions } from '#lib/subscriptions/list-subscriptions.ts'
import { listPaymentMethods } from './list-payment-methods.ts'
import type { SavedPaymentMethod } from './payment-method.ts'
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
  /** What is charged without a plan of its own, such as one-off invoices. */
  customerDefault: string | null
  /** False for an account that is billed as a customer: there is no default that we could set. */
  hasCustomerDefault: boolean
  currency: string | null
}

const nothingOfItsOwn = { default_payment_method: null, default_source: null }

/**
 * What the login's customer saved, and what each of it pays.
 * @throws Refusal customer_not_found | customer_of_other_mode | customer_deleted | stripe_refused | stripe_permission_missing | stripe_unavailable
 */
export async function getPaymentOverview(
  services: Pick<Services, 'stripe'>,
  login: Pick<MemberLogin, 'customer'>,
): Promise<PaymentOverview> {
  const [customer, methods, subscriptions] = await Promise.all([
    findBilledCustomer(services, login),
    listPaymentMethods(services, login),
    listSubscriptions(services, login),
  ])
  const running = subscriptions.filter(({ isRunning }) => isRunning)
  return {
    methods,
    plans: running.map(({ id, name, isChargedAutomatically, ...defaults }) => ({
      subscription: id,
      name,
      paidBy: findPayer(defaults, customer).paymentMethod,
      isChargedAutomatically,
    })),
    customerDefault: customer ? findPayer(nothingOfItsOwn, customer).paymentMethod : null,
    hasCustomerDefault: customer !== undefined,
    currency: customer?.currency ?? running[0]?.lines[0]?.currency ?? null,
  }
}

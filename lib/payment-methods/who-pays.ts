// Which saved payment method Stripe will charge for a subscription, and whose setting decides that.
import type Stripe from 'stripe'

export interface Payer {
  /** `pm_…`, or an older `card_…` or `src_…`. */
  paymentMethod: string | null
  decidedBy: 'subscription' | 'customer'
}

type Defaults = Pick<Stripe.Subscription, 'default_payment_method' | 'default_source'>
type CustomerDefaults = Pick<Stripe.Customer, 'default_source'> & {
  invoice_settings: Pick<Stripe.Customer.InvoiceSettings, 'default_payment_method'>
}

/** In the order in which Stripe itself looks: the subscription's own, then the customer's. */
export function findPayer(subscription: Defaults, customer: CustomerDefaults | undefined): Payer {
  const own = idOf(subscription.default_payment_method) ?? idOf(subscription.default_source)
  if (own) return { paymentMethod: own, decidedBy: 'subscription' }
  const shared = idOf(customer?.invoice_settings.default_payment_method) ?? idOf(customer?.default_source)
  // An account that is billed has no customer of which we could set the default.
  return { paymentMethod: shared, decidedBy: customer ? 'customer' : 'subscription' }
}

function idOf(value: string | { id: string } | null | undefined): string | null {
  return typeof value === 'object' ? (value?.id ?? null) : (value ?? null)
}

import { endDiscount, removeDiscount } from '../discounts/subscription-discounts.ts'
import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { StripeError } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'

/** https://docs.stripe.com/api/discounts */
export const discounts: Resource = {
  operations: {
    'customers.deleteDiscount': (context) => {
      // Stripe gives discounts to subscriptions and invoices, to customers no longer.
      throw noDiscount('customer', context.get('customer', context.id).id)
    },
    'subscriptions.deleteDiscount': deleteSubscriptionDiscount,
  },
  jobs: { 'discount.end': endDiscount },
}

function deleteSubscriptionDiscount(context: Context) {
  const subscription = context.get('subscription', context.id)
  const discount = context.find('discount', subscription.discounts.at(-1) as string | undefined)
  if (!discount) throw noDiscount('subscription', subscription.id)
  removeDiscount(context, discount)
  return describeDeleted(discount)
}

function describeDeleted({ end: _, ...discount }: StripeObject<'discount'>) {
  return { ...discount, deleted: true as const }
}

function noDiscount(noun: string, id: string) {
  const message = `No active discount for ${noun}: ${id}`
  return new StripeError(404, { type: 'invalid_request_error', code: 'resource_missing', message })
}

import type { Context } from '../../kernel/context.ts'
import type { StripeObject } from '../../kernel/wire.ts'

/** A customer's first bill decides in which currency the others are. */
export function settleCurrency(context: Context, customer: StripeObject<'customer'>, currency: string) {
  if (customer.currency) return
  context.emit('customer.updated', context.update(customer, { currency }), customer)
}

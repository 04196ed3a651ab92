// How a session may be sent, and what may be added to it, as Stripe.js tells it to the host's page.
import { limitsOf } from '../checkout/adjustable-quantity.ts'
import { lineOf } from '../checkout/optional-items.ts'
import { lineAmount, type Session } from '../checkout/session-lines.ts'
import type { Context } from '../kernel/context.ts'
import type { Money } from './checkout-session-view.ts'

export function viewShipping(context: Context, session: Session, money: Money) {
  const shippingOptions = session.shipping_options.map(({ shipping_rate: id, shipping_amount: amount }) => {
    const { display_name: displayName, delivery_estimate: deliveryEstimate } = context.get('shipping_rate', String(id))
    return { id: String(id), currency: session.currency, displayName, deliveryEstimate, ...money(amount) }
  })
  const chosen = shippingOptions.find(({ id }) => id === session.shipping_cost?.shipping_rate)
  return { shipping: chosen ? { shippingOption: chosen, taxAmounts: null } : null, shippingOptions }
}

export function viewOptionalItems(context: Context, session: Session, money: Money) {
  if (!session.optional_items) return null
  return session.optional_items.map(({ price: priceId, quantity, adjustable_quantity: adjustable }, index) => {
    const price = context.get('price', priceId)
    const product = context.find('product', price.product as string)
    return {
      priceId,
      name: product?.name ?? priceId,
      description: product?.description ?? null,
      unitAmount: money(lineAmount(context, { price: priceId, quantity: 1 }, session.currency ?? 'usd')),
      unitAmountDecimal: null,
      unitLabel: product?.unit_label ?? null,
      quantity,
      adjustableQuantity: limitsOf(adjustable),
      recurring: price.recurring && {
        interval: price.recurring.interval,
        intervalCount: price.recurring.interval_count,
      },
      images: product?.images ?? [],
      isSelected: lineOf(session, index) !== undefined,
    }
  })
}

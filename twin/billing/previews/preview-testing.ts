import type { Stripe } from 'stripe'
import { createShop } from '../../discounts/testing.ts'

/** A shop with three plans, the last one yearly, and a way to subscribe to two of the first. */
export async function createPlans() {
  const shop = await createShop()
  const { stripe, customer } = shop
  const [small, big, yearly] = [await shop.sell(1000), await shop.sell(3000), await shop.sell(20_000, 'usd', 'year')]
  const subscribe = (more: object = {}) =>
    stripe.subscriptions.create({ customer, items: [{ price: small.id, quantity: 2 }], ...more })
  return { ...shop, small: small.id, big: big.id, yearly: yearly.id, subscribe }
}

/** What a preview promises of an invoice. */
export const comparable = ({ lines, ...invoice }: Stripe.Invoice) => ({
  lines: lines.data.map(({ amount, description, period, quantity, discount_amounts, parent }) => ({
    amount,
    description,
    period,
    quantity,
    discounts: discount_amounts?.map((each) => each.amount),
    isProrated: parent?.subscription_item_details?.proration ?? parent?.invoice_item_details?.proration,
  })),
  subtotal: invoice.subtotal,
  total: invoice.total,
  amount_due: invoice.amount_due,
  starting_balance: invoice.starting_balance,
  discounts: invoice.total_discount_amounts?.map(({ amount }) => amount),
  currency: invoice.currency,
})

import type { Stripe } from 'stripe'
import { findPaymentMethod } from '../resources/payment-methods.ts'
import { createTestTwin } from '../test-twin.ts'
import { completeSession } from './complete-session.ts'

export const success_url = 'https://example.com/done'
type Params = Stripe.Checkout.SessionCreateParams

/** A product with prices to sell, and a page that completes what was opened. */
export async function createCheckout() {
  const test = createTestTwin()
  const { stripe, account } = test
  const product = await stripe.products.create({ name: 'Pro' })
  const price = (params: object) =>
    stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: 5000, ...params })
  const once = await price({ currency_options: { usd: { unit_amount: 6000 } } })
  const monthly = await price({ recurring: { interval: 'month' } })
  const yearly = await price({ recurring: { interval: 'year' } })
  const ids: Record<string, string> = { once: once.id, monthly: monthly.id, yearly: yearly.id }
  const line = (name: string, more: object = {}) => ({ price: ids[name] ?? name, quantity: 1, ...more })
  const open = (params: object = {}) =>
    stripe.checkout.sessions.create({
      mode: 'payment',
      ...('mode' in params && params.mode === 'setup' ? {} : { line_items: [line('once')] }),
      ...('ui_mode' in params ? {} : { success_url }),
      ...params,
    } as Params)
  const complete = (id: string, card = 'pm_card_visa', name: string | null = 'Jenny Rosen') =>
    account.run({ kind: 'page' }, (context) => {
      const method = findPaymentMethod(context, card)
      return completeSession(context, context.get('checkout.session', id), {
        method,
        email: 'jenny@example.com',
        name,
      })
    })
  const types = async () => (await stripe.events.list({ limit: 100 })).data.map(({ type }) => type)
  return { ...test, product, line, open, complete, types, price }
}

import { describe, expect, it } from 'vitest'
import { day, setUpBilling, start } from '../../resources/subscriptions-testing.ts'
import { refusalOf } from '../../usage/testing.ts'

const month = { start, end: start + 31 * day }

async function setUpOnce() {
  const set = await setUpBilling()
  const once = await set.stripe.prices.create({ product: set.product.id, currency: 'eur', unit_amount: 500 })
  const subscribeWith = (more: object) => set.subscribe({ add_invoice_items: [{ price: once.id, ...more }] })
  return { ...set, subscribeWith }
}

describe('add_invoice_items', () => {
  it('have discounts of their own', async () => {
    const { stripe, subscribeWith, invoiceOf } = await setUpOnce()
    const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'once' })
    const invoice = await invoiceOf(await subscribeWith({ discounts: [{ coupon: coupon.id }], metadata: { a: 'b' } }))
    expect(invoice.total).toBe(4_900 + 250)
    const line = invoice.lines.data.find(({ amount }) => amount === 500)
    expect(line).toMatchObject({ metadata: { a: 'b' }, discount_amounts: [{ amount: 250 }] })
  })

  it.each([
    ['the time of the items', undefined, month],
    ['now', { start: { type: 'now' }, end: { type: 'min_item_period_end' } }, month],
    [
      'times that are named',
      { start: { type: 'timestamp', timestamp: start - day }, end: { type: 'timestamp', timestamp: start + day } },
      { start: start - day, end: start + day },
    ],
  ])('are for %s', async (_, period, expected) => {
    const { subscribeWith, invoiceOf } = await setUpOnce()
    const { lines } = await invoiceOf(await subscribeWith(period ? { period } : {}))
    expect(lines.data.find(({ amount }) => amount === 500)?.period).toEqual(expected)
  })

  it.each([
    [{ start: { type: 'timestamp' }, end: { type: 'min_item_period_end' } }, '[period][start][timestamp]'],
    [{ start: { type: 'now' }, end: { type: 'timestamp', timestamp: start - 1 } }, '[period]'],
  ])('refuse %o', async (period, param) => {
    const { subscribeWith } = await setUpOnce()
    const refusal = await refusalOf(subscribeWith({ period }))
    expect(refusal).toMatchObject({ statusCode: 400, param: `add_invoice_items[0]${param}` })
  })
})

it('bills by the settings of the subscription', async () => {
  const { subscribe, invoiceOf } = await setUpBilling()
  const settings = { description: 'Seats', footer: 'Thanks', custom_fields: [{ name: 'PO', value: '7' }] }
  const payment_settings = {
    payment_method_types: ['card' as const],
    payment_method_options: { card: { request_three_d_secure: 'any' as const } },
  }
  const invoice = await invoiceOf(await subscribe({ invoice_settings: settings, payment_settings }))
  expect(invoice).toMatchObject({ ...settings, payment_settings })
})

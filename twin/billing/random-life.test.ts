// Random lives of subscriptions: whatever is done to them, sums add up, states move only as documented, and no call
// breaks the twin.
import { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { Random } from '../kernel/random.ts'
import { setUpBilling } from '../resources/subscriptions-testing.ts'

const day = 86_400
const steps = 60

type Status = Stripe.Subscription.Status
const nextStatuses: Record<string, Status[]> = {
  incomplete: ['active', 'trialing', 'incomplete_expired'],
  incomplete_expired: [],
  trialing: ['active', 'past_due', 'paused', 'canceled'],
  active: ['trialing', 'past_due', 'paused', 'canceled'],
  past_due: ['active', 'trialing', 'unpaid', 'canceled'],
  unpaid: ['active', 'canceled'],
  paused: ['active', 'past_due', 'canceled'],
  canceled: [],
}

async function setUpLife(seed: string) {
  const set = await setUpBilling()
  const { stripe, product, monthly, bigger, yearly, customer } = set
  const meter = await stripe.billing.meters.create({
    display_name: 'Calls',
    event_name: 'calls',
    default_aggregation: { formula: 'sum' },
  })
  const metered = await stripe.prices.create({
    product: product.id,
    currency: 'eur',
    unit_amount: 30,
    recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
  })
  const random = new Random(seed)
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random.next() * values.length)] as Value
  const prices = [monthly.id, bigger.id, yearly.id, metered.id]
  const behavior = () => pick(['create_prorations', 'none', 'always_invoice'] as const)
  const payment = () => pick(['allow_incomplete', 'default_incomplete', 'error_if_incomplete'] as const)
  const create = () =>
    stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: pick(prices) }],
      payment_behavior: payment(),
      billing_mode: { type: pick(['classic', 'flexible'] as const) },
      ...pick([{}, { trial_period_days: 5 }, { cancel_at_period_end: true }]),
    })
  const acts: ((one: Stripe.Subscription) => Promise<unknown>)[] = [
    async () => set.advance(pick([3_600, day, 8 * day, 31 * day])),
    async () => set.advance(pick([600, 23 * 3_600, 3 * day])),
    () => set.setCard(pick(['pm_card_visa', 'pm_card_chargeCustomerFail'])),
    () =>
      stripe.billing.meterEvents.create({
        event_name: 'calls',
        payload: { stripe_customer_id: customer.id, value: String(pick([1, 7, 40])) },
      }),
    ({ id, items }) =>
      stripe.subscriptions.update(id, {
        items: [{ id: items.data[0]?.id ?? '', price: pick(prices) }],
        proration_behavior: behavior(),
        payment_behavior: pick([payment(), 'pending_if_incomplete' as const]),
      }),
    ({ items }) => stripe.subscriptionItems.update(items.data[0]?.id ?? '', { quantity: pick([1, 2, 5]) }),
    ({ id }) =>
      stripe.subscriptionItems.create({ subscription: id, price: pick(prices), proration_behavior: behavior() }),
    ({ items }) => stripe.subscriptionItems.del(items.data.at(-1)?.id ?? '', { proration_behavior: behavior() }),
    ({ id }) => stripe.subscriptions.update(id, { billing_cycle_anchor: { type: 'now' }, payment_behavior: payment() }),
    ({ id }) =>
      stripe.subscriptions.update(id, pick([{ trial_end: set.account.now() + 4 * day }, { trial_end: 'now' }])),
    ({ id }) => stripe.subscriptions.update(id, { cancel_at_period_end: pick([true, false]) }),
    ({ id }) =>
      stripe.subscriptions.update(id, { pause_collection: pick([{ behavior: 'void' as const }, '' as const]) }),
    ({ id }) => stripe.subscriptions.pause(id, pick([{}, { invoicing_behavior: 'invoice' as const }])),
    ({ id }) => stripe.subscriptions.resume(id, pick([{}, { billing_cycle_anchor: { type: 'unchanged' as const } }])),
    ({ latest_invoice: id }) => stripe.invoices.pay(id as string),
    ({ id }) => stripe.invoices.createPreview({ subscription: id }),
    ({ id }) => stripe.subscriptions.cancel(id, { invoice_now: pick([true, false]), prorate: pick([true, false]) }),
    create,
  ]
  const list = async () => (await stripe.subscriptions.list({ status: 'all', limit: 100 })).data
  const act = async () => {
    const subscriptions = await list()
    const one = pick(subscriptions)
    await (one ? pick(acts)(one) : create()).catch(refuseFault)
  }
  return { ...set, list, act }
}

/** Refusals are what Stripe answers, too; a fault of the twin's own is not. */
function refuseFault(error: unknown) {
  if (error instanceof Stripe.errors.StripeError && (error.statusCode ?? 500) < 500) return
  throw error
}

describe('a subscription', () => {
  it.each(['one', 'two', 'three', 'four', 'five', 'six'])('lives as documented, life %s', async (seed) => {
    const { stripe, list, act } = await setUpLife(seed)
    const known = new Map<string, string>()
    for (let step = 0; step < steps; step += 1) {
      await act()
      for (const one of await list()) checkSubscription(one, known)
    }
    const invoices = await stripe.invoices.list({ limit: 100 })
    for (const invoice of invoices.data) checkInvoice(invoice)
    for (const { data } of (await stripe.events.list({ type: 'customer.subscription.updated', limit: 100 })).data) {
      const { status: before } = (data.previous_attributes ?? {}) as { status?: string }
      const { status } = data.object as Stripe.Subscription
      if (before) expect([before, status, nextStatuses[before]?.includes(status)]).toEqual([before, status, true])
    }
  })
})

function checkSubscription(one: Stripe.Subscription, known: Map<string, string>) {
  const before = known.get(one.id)
  known.set(one.id, one.status)
  // What has ended stays as it is.
  if (before && nextStatuses[before]?.length === 0) expect(one.status).toBe(before)
  expect(one.ended_at !== null).toBe(['canceled', 'incomplete_expired'].includes(one.status))
  expect(one.status === 'paused').toBe(one.status_details?.paused !== undefined)
  for (const item of one.items.data) expect(item.current_period_end).toBeGreaterThan(item.current_period_start)
}

function checkInvoice({ id, lines, ...invoice }: Stripe.Invoice) {
  const sum = lines.data.reduce((total, line) => total + line.amount, 0)
  expect([id, invoice.total]).toEqual([id, sum])
  expect(invoice.amount_due).toBeGreaterThanOrEqual(0)
  expect([id, invoice.amount_paid + invoice.amount_remaining]).toEqual([id, invoice.amount_due])
  if (invoice.status === 'paid') expect([id, invoice.amount_remaining]).toEqual([id, 0])
}

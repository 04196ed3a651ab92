// The calls that a random sequence is made of. What Stripe refuses is a legal outcome; that the twin breaks is none.
import { Stripe } from 'stripe'
import type { Choices } from './random.ts'
import type { World } from './world.ts'

type Call = (world: World, choices: Choices) => Promise<unknown>

const hour = 3600
const day = 24 * hour
const cards = ['pm_card_visa', 'pm_card_visa', 'pm_card_mastercard', 'pm_card_chargeCustomerFail']
const behaviors = ['create_prorations', 'always_invoice', 'none'] as const

export const calls: Record<string, Call> = {
  'a new customer': async ({ stripe, customers }, choices) => {
    const balance = choices.isLikely(0.3) ? choices.integer(-3000, 1000) : 0
    const { id } = await stripe.customers.create(balance === 0 ? {} : { balance })
    customers.push(id)
    const method = await stripe.paymentMethods.attach(choices.pick(cards) ?? '', { customer: id })
    await stripe.customers.update(id, { invoice_settings: { default_payment_method: method.id } })
  },
  'a new subscription': (world, choices) =>
    world.stripe.subscriptions.create({
      customer: customerOf(world, choices),
      items: [{ price: choices.pick(world.prices), quantity: choices.integer(0, 4) }],
      ...(choices.isLikely(0.4) ? { discounts: [{ coupon: choices.pick(world.coupons) }] } : {}),
      ...(choices.isLikely(0.2) ? { trial_period_days: choices.integer(1, 20) } : {}),
      ...(choices.isLikely(0.2) ? { payment_behavior: 'default_incomplete' } : {}),
      ...(choices.isLikely(0.2) ? { collection_method: 'send_invoice', days_until_due: 7 } : {}),
    } as Stripe.SubscriptionCreateParams),
  'another price': async (world, choices) => {
    const { id, items } = await subscriptionOf(world, choices)
    const change = { id: items.data[0]?.id ?? '', price: choices.pick(world.prices), quantity: choices.integer(1, 5) }
    await world.stripe.subscriptions.update(id, { items: [change], proration_behavior: choices.pick(behaviors) })
  },
  'a previewed change': async (world, choices) => {
    const { id, items } = await subscriptionOf(world, choices)
    const change = {
      items: [{ id: items.data[0]?.id ?? '', price: choices.pick(world.prices), quantity: choices.integer(1, 5) }],
      proration_behavior: choices.pick(['always_invoice', 'none'] as const),
    }
    await changeAsPreviewed(world.stripe, id, change as Stripe.SubscriptionUpdateParams)
  },
  'another item': async (world, choices) => {
    const { id } = await subscriptionOf(world, choices)
    const added = { price: choices.pick(world.prices), quantity: choices.integer(1, 3) }
    await world.stripe.subscriptions.update(id, { items: [added], proration_behavior: choices.pick(behaviors) })
  },
  'other discounts': async (world, choices) => {
    const { id } = await subscriptionOf(world, choices)
    const discounts = choices.isLikely(0.3) ? '' : [{ coupon: choices.pick(world.coupons) }]
    await world.stripe.subscriptions.update(id, { discounts } as Stripe.SubscriptionUpdateParams)
  },
  'the end of a subscription': async (world, choices) => {
    const { id } = await subscriptionOf(world, choices)
    if (choices.isLikely(0.5)) await world.stripe.subscriptions.update(id, { cancel_at_period_end: true })
    else
      await world.stripe.subscriptions.cancel(id, {
        prorate: choices.isLikely(0.5),
        invoice_now: choices.isLikely(0.5),
      })
  },
  'an invoice item': async (world, choices) => {
    const customer = customerOf(world, choices)
    const drafts = await world.stripe.invoices.list({ customer, status: 'draft' })
    const invoice = choices.isLikely(0.4) ? choices.pick(drafts.data)?.id : undefined
    await world.stripe.invoiceItems.create({
      customer,
      currency: 'usd',
      unit_amount_decimal: String(choices.integer(-20_000, 60_000) / 10) as never,
      quantity: choices.integer(1, 3),
      ...(invoice ? { invoice } : {}),
      ...(choices.isLikely(0.3) ? { discounts: [{ coupon: choices.pick(world.coupons) }] } : {}),
    } as Stripe.InvoiceItemCreateParams)
  },
  'an invoice': (world, choices) =>
    world.stripe.invoices.create({
      customer: customerOf(world, choices),
      pending_invoice_items_behavior: choices.isLikely(0.8) ? 'include' : 'exclude',
      auto_advance: choices.isLikely(0.5),
      ...(choices.isLikely(0.3) ? { collection_method: 'send_invoice', days_until_due: 3 } : {}),
      ...(choices.isLikely(0.4) ? { discounts: [{ coupon: choices.pick(world.coupons) }] } : {}),
    } as Stripe.InvoiceCreateParams),
  'a line': async (world, choices) => {
    const { id } = await invoiceOf(world, choices, 'draft')
    await world.stripe.invoices.addLines(id, { lines: [{ amount: choices.integer(-500, 4000), description: 'Extra' }] })
  },
  'a line less': async (world, choices) => {
    const { id, lines } = await invoiceOf(world, choices, 'draft')
    const behavior = choices.isLikely(0.5) ? 'delete' : 'unassign'
    await world.stripe.invoices.removeLines(id, { lines: [{ id: choices.pick(lines.data)?.id ?? '', behavior }] })
  },
  'a finalization': async (world, choices) =>
    world.stripe.invoices.finalizeInvoice((await invoiceOf(world, choices, 'draft')).id),
  'a payment': async (world, choices) =>
    world.stripe.invoices.pay(
      (await invoiceOf(world, choices, 'open')).id,
      choices.isLikely(0.2) ? { paid_out_of_band: true } : {},
    ),
  'a void invoice': async (world, choices) =>
    world.stripe.invoices.voidInvoice((await invoiceOf(world, choices, 'open')).id),
  'a bad debt': async (world, choices) =>
    world.stripe.invoices.markUncollectible((await invoiceOf(world, choices, 'open')).id),
  'a deleted draft': async (world, choices) => world.stripe.invoices.del((await invoiceOf(world, choices, 'draft')).id),
  'a move of the balance': (world, choices) =>
    world.stripe.customers.createBalanceTransaction(customerOf(world, choices), {
      amount: choices.integer(-4000, 2000),
      currency: 'usd',
    }),
  'a customer less': async (world, choices) => {
    const customer = customerOf(world, choices)
    if (world.customers.length < 3) throw nothingThere
    await world.stripe.customers.del(customer)
    world.customers.splice(world.customers.indexOf(customer), 1)
  },
  'some time': async ({ account }, choices) => {
    account.setClock(account.now() + choices.integer(1, choices.isLikely(0.5) ? 3 * hour : 40 * day))
  },
}

/** @returns false when there was nothing to make the call on, or Stripe would refuse it */
export async function makeCall(world: World, name: string, choices: Choices): Promise<boolean> {
  try {
    await calls[name]?.(world, choices)
    return true
  } catch (error) {
    const isRefusal = error instanceof Stripe.errors.StripeError && (error.statusCode ?? 500) < 500
    if (error === nothingThere || isRefusal) return false
    throw error
  }
}

const nothingThere = new Error('nothing there yet')

/** What the change bills at once is what its preview said. */
async function changeAsPreviewed(stripe: Stripe, subscription: string, change: Stripe.SubscriptionUpdateParams) {
  const latest = async () => (await stripe.invoices.list({ subscription, limit: 1 })).data[0]
  const before = await latest()
  const preview = await stripe.invoices.createPreview({ subscription, subscription_details: change as never })
  await stripe.subscriptions.update(subscription, change)
  const made = await latest()
  if (made === undefined || made.id === before?.id) return
  const [promised, billed] = [describeBill(preview), describeBill(made)]
  if (promised !== billed) throw new Error(`the preview ${promised} is not the invoice ${billed}`)
}

function describeBill({ lines, subtotal, total, amount_due }: Stripe.Invoice): string {
  const billed = lines.data.slice(0, 10).map(({ amount, description, period }) => [amount, description, period])
  return JSON.stringify({ billed, subtotal, total, amount_due })
}

function customerOf({ customers }: World, choices: Choices): string {
  return found(choices.pick(customers))
}

async function subscriptionOf({ stripe }: World, choices: Choices) {
  return found(choices.pick((await stripe.subscriptions.list({ limit: 100 })).data))
}

/** Mostly one that the call is meant for; now and then any, to see it refused. */
async function invoiceOf({ stripe }: World, choices: Choices, status: 'draft' | 'open') {
  const isFitting = choices.isLikely(0.85)
  return found(choices.pick((await stripe.invoices.list({ limit: 100, ...(isFitting ? { status } : {}) })).data))
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw nothingThere
  return value
}

import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { describeChange } from '../kernel/describe-change.ts'
import { referenceTo } from '../kernel/object-reference.ts'
import { type Stage, setStage } from './testing-stage.ts'

type Named = { id?: string; object: string }
type Doing = (stage: Stage) => Promise<unknown>

/** What somebody does, and all the events that this gives, in their order. */
const doings: [string, string[], Doing][] = [
  ['creates a customer', ['customer.created'], ({ stripe }) => stripe.customers.create({})],
  [
    'changes a customer',
    ['customer.updated'],
    ({ stripe, customer }) => stripe.customers.update(customer.id, { name: 'Ada' }),
  ],
  [
    'changes nothing of a customer',
    [],
    ({ stripe, customer }) => stripe.customers.update(customer.id, { email: 'ada@example.com' }),
  ],
  ['deletes a customer', ['customer.deleted'], ({ stripe, customer }) => stripe.customers.del(customer.id)],
  [
    'adds a tax id and takes it away',
    ['customer.tax_id.created', 'customer.tax_id.deleted'],
    async ({ stripe, customer }) => {
      const { id } = await stripe.customers.createTaxId(customer.id, { type: 'eu_vat', value: 'DE123456789' })
      await stripe.customers.deleteTaxId(customer.id, id)
    },
  ],
  [
    'takes the default card away',
    ['payment_method.detached', 'customer.updated'],
    ({ stripe, method }) => stripe.paymentMethods.detach(method),
  ],
  [
    'changes a card',
    ['payment_method.updated'],
    ({ stripe, method }) => stripe.paymentMethods.update(method, { metadata: { a: '1' } }),
  ],
  [
    'saves a card',
    ['setup_intent.created', 'payment_method.attached', 'setup_intent.succeeded'],
    ({ stripe, customer }) =>
      stripe.setupIntents.create({ customer: customer.id, confirm: true, payment_method: 'pm_card_visa', ...inPlace }),
  ],
  [
    'saves a card that is declined',
    ['setup_intent.created', 'setup_intent.setup_failed'],
    ({ stripe, customer }) =>
      refused(
        stripe.setupIntents.create({
          customer: customer.id,
          confirm: true,
          payment_method: 'pm_card_chargeDeclined',
          ...inPlace,
        }),
      ),
  ],
  [
    'begins to save a card, and gives up',
    ['setup_intent.created', 'setup_intent.canceled'],
    async ({ stripe }) => stripe.setupIntents.cancel((await stripe.setupIntents.create({})).id),
  ],
  ['pays', ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded'], ({ pay }) => pay()],
  [
    'pays with a card that is declined',
    ['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed'],
    ({ pay }) => refused(pay({ payment_method: 'pm_card_chargeDeclined' })),
  ],
  [
    'pays with a card whose bank asks, and gives up',
    ['payment_intent.created', 'payment_intent.requires_action', 'payment_intent.canceled'],
    async ({ stripe, pay }) => {
      const { id } = await pay({ payment_method: 'pm_card_authenticationRequired' })
      await stripe.paymentIntents.cancel(id)
    },
  ],
  [
    'holds money and takes it',
    [
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
      'charge.captured',
      'payment_intent.succeeded',
    ],
    async ({ stripe, pay }) => stripe.paymentIntents.capture((await pay({ capture_method: 'manual' })).id),
  ],
  [
    'gives money back',
    ['refund.created', 'charge.refunded'],
    async ({ stripe, pay, forget }) => {
      const { id } = await pay()
      await forget()
      await stripe.refunds.create({ payment_intent: id })
    },
  ],
  [
    'bills what was used beside plans',
    ['customer.updated', 'invoiceitem.created', 'invoice.created'],
    ({ draft }) => draft(),
  ],
  [
    'deletes a draft',
    ['invoice.deleted'],
    async ({ stripe, draft, forget }) => {
      const { id } = await draft()
      await forget()
      await stripe.invoices.del(id)
    },
  ],
  [
    'opens a portal session',
    ['billing_portal.session.created'],
    ({ stripe, customer }) => stripe.billingPortal.sessions.create({ customer: customer.id }),
  ],
  [
    'sets up the portal',
    ['billing_portal.configuration.created', 'billing_portal.configuration.updated'],
    async ({ stripe }) => {
      const { id } = await stripe.billingPortal.configurations.create({
        features: { invoice_history: { enabled: true } },
      })
      await stripe.billingPortal.configurations.update(id, { active: false })
    },
  ],
  [
    'sells, changes and withdraws',
    ['product.created', 'price.created', 'price.updated', 'product.updated'],
    async ({ stripe }) => {
      const { id } = await stripe.products.create({ name: 'Other' })
      const price = await stripe.prices.create({ product: id, currency: 'eur', unit_amount: 100 })
      await stripe.prices.update(price.id, { active: false })
      await stripe.products.update(id, { active: false })
    },
  ],
  [
    'offers a discount',
    ['coupon.created', 'promotion_code.created', 'promotion_code.updated', 'coupon.updated', 'coupon.deleted'],
    async ({ stripe }) => {
      const { id } = await stripe.coupons.create({ percent_off: 10, duration: 'once' })
      const code = await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: id } })
      await stripe.promotionCodes.update(code.id, { active: false })
      await stripe.coupons.update(id, { name: 'Ten' })
      await stripe.coupons.del(id)
    },
  ],
  [
    'counts usage',
    ['billing.meter.created', 'billing.meter.updated', 'billing.meter.deactivated', 'billing.meter.reactivated'],
    async ({ stripe }) => {
      const { id } = await stripe.billing.meters.create({
        display_name: 'Calls',
        event_name: 'call',
        default_aggregation: { formula: 'sum' },
      })
      await stripe.billing.meters.update(id, { display_name: 'All calls' })
      await stripe.billing.meters.deactivate(id)
      await stripe.billing.meters.reactivate(id)
    },
  ],
  [
    'lets a checkout expire',
    ['checkout.session.expired'],
    async ({ stripe, price, forget }) => {
      const { id } = await stripe.checkout.sessions.create({
        mode: 'subscription',
        line_items: [{ price: price.id, quantity: 1 }],
        success_url: 'https://example.com',
      })
      await forget()
      await stripe.checkout.sessions.expire(id)
    },
  ],
]

/** Doings of many parts: these events, in this order, among others. */
const longDoings: [string, string[], Doing][] = [
  [
    'pays an invoice',
    [
      'payment_intent.created',
      'invoice.finalized',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice_payment.paid',
      'invoice.paid',
      'invoice.payment_succeeded',
    ],
    async ({ stripe, draft, forget }) => {
      const { id } = await draft()
      await forget()
      await stripe.invoices.pay(id)
    },
  ],
  [
    'cannot pay an invoice',
    ['invoice.finalized', 'charge.failed', 'payment_intent.payment_failed', 'invoice.payment_failed'],
    async ({ stripe, draft, useCard }) => {
      await useCard('pm_card_chargeCustomerFail')
      await refused(draft().then(({ id }) => stripe.invoices.pay(id)))
    },
  ],
  [
    'sends an invoice and gives it up',
    ['invoice.finalized', 'invoice.sent', 'invoice.marked_uncollectible', 'invoice.voided'],
    async ({ stripe, draft }) => {
      const { id } = await draft({ collection_method: 'send_invoice', days_until_due: 5 })
      await stripe.invoices.sendInvoice(id)
      await stripe.invoices.markUncollectible(id)
      await stripe.invoices.voidInvoice(id)
    },
  ],
  [
    'lets an invoice wait too long',
    ['invoice.sent', 'invoice.overdue'],
    async ({ stripe, draft, waitDays }) => {
      await stripe.invoices.sendInvoice((await draft({ collection_method: 'send_invoice', days_until_due: 5 })).id)
      waitDays(6)
    },
  ],
  [
    'subscribes',
    [
      'invoice.created',
      'customer.subscription.created',
      'invoice.finalized',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice_payment.paid',
      'invoice.paid',
      'invoice.payment_succeeded',
    ],
    ({ subscribe }) => subscribe(),
  ],
  [
    'takes more seats and is billed for them at once',
    ['invoice.created', 'invoice.finalized', 'invoice.paid', 'customer.subscription.updated'],
    async ({ stripe, subscribe, forget }) => {
      const { id, items } = await subscribe()
      await forget()
      await stripe.subscriptions.update(id, {
        items: [{ id: items.data[0]?.id ?? '', quantity: 3 }],
        proration_behavior: 'always_invoice',
      })
    },
  ],
  [
    'goes at the end of the period',
    ['customer.subscription.updated', 'customer.subscription.deleted'],
    async ({ stripe, subscribe, waitDays, forget }) => {
      const { id } = await subscribe()
      await forget()
      await stripe.subscriptions.update(id, { cancel_at_period_end: true })
      waitDays(32)
    },
  ],
  [
    'goes at once',
    ['customer.subscription.deleted'],
    async ({ stripe, subscribe }) => stripe.subscriptions.cancel((await subscribe()).id),
  ],
  [
    'is billed for the next month',
    ['invoice.upcoming', 'invoice.created', 'customer.subscription.updated', 'invoice.finalized', 'invoice.paid'],
    async ({ subscribe, waitDays, forget }) => {
      await subscribe()
      await forget()
      waitDays(28)
      waitDays(4)
    },
  ],
  [
    'is tried again and again, and lost',
    [
      'invoice.payment_failed',
      'customer.subscription.updated',
      'invoice.payment_failed',
      'customer.subscription.deleted',
    ],
    async ({ subscribe, useCard, waitDays, forget }) => {
      await subscribe()
      await useCard('pm_card_chargeCustomerFail')
      await forget()
      waitDays(32)
      waitDays(40)
    },
  ],
  [
    'comes to the end of a trial',
    ['customer.subscription.trial_will_end', 'customer.subscription.updated', 'invoice.paid'],
    async ({ subscribe, waitDays, forget }) => {
      await subscribe({ trial_period_days: 10 })
      await forget()
      waitDays(8)
      waitDays(3)
    },
  ],
  [
    'does not pay the first invoice in time',
    ['customer.subscription.created', 'invoice.finalized', 'invoice.voided', 'customer.subscription.updated'],
    async ({ subscribe, waitDays }) => {
      await subscribe({ payment_behavior: 'default_incomplete' })
      waitDays(2)
    },
  ],
]

describe('events', () => {
  it.each(doings)('of one who %s: %j', async (_, gives, run) => {
    const stage = await setStage()
    await stage.forget()
    await run(stage)
    expect((await stage.events()).map(({ type }) => type)).toEqual(gives)
  })

  it.each([...doings, ...longDoings])('of one who %s: tell what was before, and what is now', async (_, __, run) => {
    const stage = await setStage()
    await run(stage)
    const known = new Map<string, object[]>()
    const last = new Map<string, Stripe.Event>()
    for (const event of await stage.events()) {
      const { object, previous_attributes: said } = event.data as { object: Named; previous_attributes?: object }
      const { id } = object
      if (id === undefined) continue
      // `invoice.paid` and `invoice.updated` tell of the same change.
      const states = (known.get(id) ?? []).filter((state) => !isEqual(state, object))
      const before = states.at(-1)
      const { type } = event
      if (before && said) {
        const change = describeChange({ ...before, ...silent(object) }, object)
        expect({ type, said }).toEqual({ type, said: change })
      }
      known.set(id, [...states, object])
      last.set(id, event)
    }
    for (const { type, data } of last.values()) {
      const object = data.object as Named & { id: string }
      const { url } = referenceTo(object)
      if (url === '' || type.endsWith('.deleted')) continue
      const { body } = await stage.call('GET', url)
      expect({ type, object: { ...body, ...silent(object) } }).toEqual({ type, object })
    }
  })

  it.each(longDoings)('of one who %s, among others: %j', async (_, gives, run) => {
    const stage = await setStage()
    await stage.forget()
    await run(stage)
    expect(
      inOrder(
        (await stage.events()).map(({ type }) => type),
        gives,
      ),
    ).toEqual(gives)
  })
})

const inPlace = { automatic_payment_methods: { enabled: true, allow_redirects: 'never' } } as const

/** Those of the wanted that come, each after the one before it. */
function inOrder(types: string[], wanted: string[]): string[] {
  let at = -1
  return wanted.filter((type) => {
    const next = types.indexOf(type, at + 1)
    if (next >= 0) at = next
    return next >= 0
  })
}

/** What Stripe changes without a word: no event has it. */
function silent(object: object): object {
  const names = ['next_invoice_sequence', ...('invoice' in object && 'proration' in object ? ['invoice'] : [])]
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)))
}

function isEqual(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

async function refused(call: Promise<unknown>) {
  await expect(call).rejects.toMatchObject({ statusCode: 402 })
}

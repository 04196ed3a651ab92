import { type Doing, refused } from './doing.ts'

const inPlace = { automatic_payment_methods: { enabled: true, allow_redirects: 'never' } } as const

/** What somebody does, and all the events that this gives, in their order. */
export const shortDoings: Doing[] = [
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

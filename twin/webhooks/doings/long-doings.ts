import { type Doing, refused } from './doing.ts'

/** Doings of many parts: these events, in this order, among others. */
export const longDoings: Doing[] = [
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
  [
    'pays an invoice whose bank asks',
    ['invoice.finalized', 'invoice.payment_action_required', 'invoice.payment_failed'],
    async ({ stripe, draft, useCard }) => {
      await useCard('pm_card_threeDSecure2Required')
      const { id } = await draft()
      await refused(stripe.invoices.pay(id))
    },
  ],
  [
    'comes to the end of a trial without a card',
    ['customer.subscription.trial_will_end', 'customer.subscription.updated', 'customer.subscription.paused'],
    async ({ stripe, subscribe, method, waitDays }) => {
      await stripe.paymentMethods.detach(method)
      await subscribe({
        trial_period_days: 10,
        trial_settings: { end_behavior: { missing_payment_method: 'pause' } },
      })
      waitDays(8)
      waitDays(3)
    },
  ],
  [
    'comes back from a pause',
    ['customer.subscription.paused', 'customer.subscription.resumed'],
    async ({ stripe, subscribe, useCard, method, waitDays }) => {
      await stripe.paymentMethods.detach(method)
      const { id } = await subscribe({
        trial_period_days: 1,
        trial_settings: { end_behavior: { missing_payment_method: 'pause' } },
      })
      waitDays(2)
      await useCard('pm_card_visa')
      await stripe.subscriptions.resume(id, { payment_behavior: 'resume_on_payment_success' })
    },
  ],
  [
    'buys with a discount, gets another and loses it',
    ['coupon.created', 'customer.discount.created', 'customer.discount.deleted'],
    async ({ stripe, subscribe }) => {
      const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'forever' })
      const { id } = await subscribe({ discounts: [{ coupon: coupon.id }] })
      await stripe.subscriptions.deleteDiscount(id)
    },
  ],
  [
    'gets a feature and loses it',
    ['entitlements.active_entitlement_summary.updated', 'entitlements.active_entitlement_summary.updated'],
    async ({ stripe, product, subscribe, forget }) => {
      const { id: feature } = await stripe.entitlements.features.create({ name: 'Export', lookup_key: 'export' })
      await stripe.products.createFeature(product.id, { entitlement_feature: feature })
      await forget()
      await stripe.subscriptions.cancel((await subscribe()).id)
    },
  ],
]

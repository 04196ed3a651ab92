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
]

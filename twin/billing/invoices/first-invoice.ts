// What a new subscription owes at once, and the state that paying it or not leads to.
import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import { createSetupIntent } from '../../resources/setup-intents.ts'
import { firstLines } from '../amounts/first-lines.ts'
import { scheduleAnnouncements } from '../subscriptions/announce-subscription.ts'
import type { CreateParams } from '../subscriptions/create-subscription.ts'
import type { Subscription } from '../subscriptions/subscription-items.ts'
import { addInvoiceItems } from './add-invoice-items.ts'
import { attemptPayment } from './attempt-payment.ts'
import { draftForSubscription } from './draft-for-subscription.ts'
import { finalizeInvoice } from './finalize-invoice.ts'
import { draftSeconds, secondsToPay } from './invoice-delays.ts'
import { decidingPaymentMethod } from './pay-invoice.ts'

type Invoice = Parameters<typeof decidingPaymentMethod>[1]

export function beginBilling(context: Context, inserted: Subscription, params: CreateParams): Subscription {
  const draft = draftFirst(context, inserted, params)
  const isSent = inserted.collection_method === 'send_invoice'
  const isDue = draft !== undefined && draft.amount_due > 0
  const subscription = context.update(context.get('subscription', inserted.id), {
    ...(isDue && !isSent ? { status: 'incomplete' } : {}),
  })
  const begun = isDue || isSent ? subscription : prepareLaterPayment(context, subscription)
  context.emit('customer.subscription.created', begun)
  scheduleAnnouncements(context, begun)
  if (!draft) return begun
  if (isSent && isDue) {
    context.schedule('invoice.finalize', draft.id, context.now() + draftSeconds)
    return begun
  }
  return collectFirst(context, begun, finalizeInvoice(context, draft), params)
}

function draftFirst(context: Context, subscription: Subscription, params: CreateParams) {
  const extras = addInvoiceItems(context, subscription, params.add_invoice_items)
  const lines = [...firstLines(context, subscription, params.proration_behavior), ...extras.lines]
  // Flexible billing makes no invoice that says nothing.
  if (lines.length === 0) return undefined
  const isSent = subscription.collection_method === 'send_invoice'
  const draft = draftForSubscription(context, subscription, {
    reason: 'subscription_create',
    lines,
    takesPending: false,
    fields: {
      default_payment_method: null,
      automatically_finalizes_at: isSent ? context.now() + draftSeconds : null,
    },
  })
  extras.attach(draft.id)
  return draft
}

function collectFirst(context: Context, subscription: Subscription, invoice: Invoice, params: CreateParams) {
  if (invoice.status === 'open' && params.payment_behavior !== 'default_incomplete') {
    refuseWithoutPaymentMethod(context, invoice)
    const { payment_behavior: behavior = 'allow_incomplete', off_session: isOffSession = false } = params
    attemptPayment(context, invoice, { behavior, isOffSession })
  }
  const after = context.get('subscription', subscription.id)
  if (after.status === 'incomplete')
    context.schedule('subscription.expire_incomplete', after.id, context.now() + secondsToPay)
  return after
}

function refuseWithoutPaymentMethod(context: Context, invoice: Invoice) {
  if (decidingPaymentMethod(context, invoice)) return
  throw invalidRequest(
    'This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.',
    { code: 'resource_missing' },
  )
}

/** Nothing is due yet: what will be charged later is collected by a setup intent. */
function prepareLaterPayment(context: Context, subscription: Subscription): Subscription {
  const customer = context.get('customer', subscription.customer as string)
  const usual = customer.invoice_settings.default_payment_method ?? customer.default_source
  if (subscription.default_payment_method ?? usual) return subscription
  const intent = createSetupIntent(context, { customer: customer.id, usage: 'off_session' })
  return context.update(subscription, { pending_setup_intent: intent.id })
}

/** What the setup intent collected pays for the subscription from now on. */
export function keepSetUpMethod(context: Context, intent: { id: string; payment_method?: unknown }) {
  const [before] = context.list('subscription', (one) => one.pending_setup_intent === intent.id)
  if (!before || before.ended_at !== null) return
  const method = intent.payment_method as string
  const after = context.update(before, { pending_setup_intent: null, default_payment_method: method })
  context.emit('customer.subscription.updated', after, before)
}

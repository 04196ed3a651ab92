import { createDraftInvoice } from '../billing/draft-invoice.ts'
import {
  finalizeInvoice,
  markUncollectible,
  notAllowed,
  openIntentOf,
  paymentsOf,
  voidInvoice,
} from '../billing/finalize-invoice.ts'
import { payInvoice } from '../billing/pay-invoice.ts'
import { previewInvoice } from '../billing/preview-invoice.ts'
import { finalizeWhenDue, retryInvoice } from '../billing/renew-subscription.ts'
import { onIntentFailed, onIntentRequiresAction, onIntentSucceeded, settleInvoice } from '../billing/settle-invoice.ts'
import { linesOf } from '../billing/sum-invoice.ts'
import { list, retrieve, search } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import type { ObjectFields, Params } from '../kernel/wire.ts'

/** https://docs.stripe.com/api/invoices */
export const invoices: Resource = {
  operations: {
    'invoices.create': createInvoice,
    'invoices.retrieve': retrieve('invoice'),
    'invoices.update': updateInvoice,
    'invoices.del': deleteDraft,
    'invoices.list': list('invoice', {
      by: ['customer', 'customer_account', 'status', 'collection_method'],
      where: { subscription: (invoice, id: string) => invoice.parent?.subscription_details?.subscription === id },
    }),
    'invoices.search': search('invoice', ['customer', 'status', 'number', 'total']),
    'invoices.listLineItems': (context) =>
      context.page(linesOf(context, context.get('invoice', context.path.invoice ?? context.id)), 'line item'),
    'invoices.finalizeInvoice': (context) => finalizeInvoice(context, context.get('invoice', context.id)),
    'invoices.pay': payFromCall,
    'invoices.voidInvoice': (context) => voidInvoice(context, context.get('invoice', context.id)),
    'invoices.markUncollectible': (context) => markUncollectible(context, context.get('invoice', context.id)),
    'invoices.createPreview': (context) => previewInvoice(context, context.params),
    'invoicePayments.retrieve': retrieve('invoice_payment'),
    'invoicePayments.list': list('invoice_payment', { by: ['invoice', 'status'] }),
  },
  // A preview is in no store: it carries its lines already.
  views: {
    invoice: (invoice, context) =>
      context.find('invoice', invoice.id)
        ? { ...invoice, lines: context.sublist(linesOf(context, invoice), `/v1/invoices/${invoice.id}/lines`) }
        : invoice,
  },
  includes: {
    invoice: {
      confirmation_secret: (invoice, context) => {
        const intent = invoice.status === 'open' ? openIntentOf(context, invoice) : undefined
        return intent ? { client_secret: intent.client_secret, type: 'payment_intent' } : null
      },
      payments: (invoice, context) =>
        context.sublist(paymentsOf(context, invoice), `/v1/invoice_payments?invoice=${invoice.id}`),
    },
  },
  reactions: {
    'payment_intent.succeeded': onIntentSucceeded,
    'payment_intent.payment_failed': onIntentFailed,
    'payment_intent.requires_action': onIntentRequiresAction,
  },
  jobs: { 'invoice.finalize': finalizeWhenDue, 'invoice.retry': retryInvoice },
}

function createInvoice(context: Context<Params<'invoices.create'>>) {
  const {
    customer,
    subscription,
    currency,
    auto_advance: advances,
    description,
    metadata,
    collection_method: method,
    days_until_due: days,
  } = context.params
  if (!customer)
    throw invalidRequest('Missing required param: customer.', { code: 'parameter_missing', param: 'customer' })
  if (subscription) throw notPlayed('one-off invoices of a subscription')
  const owner = context.get('customer', customer, 'customer')
  return createDraftInvoice(context, {
    customer,
    currency: currency ?? owner.currency ?? 'usd',
    billingReason: 'manual',
    takesPending: context.params.pending_invoice_items_behavior === 'include',
    fields: {
      auto_advance: advances ?? false,
      collection_method: method ?? 'charge_automatically',
      description: description ?? null,
      due_date: method === 'send_invoice' ? context.now() + (days ?? 30) * 86_400 : null,
      metadata: mergeMetadata({}, metadata),
    } as ObjectFields<'invoice'>,
  })
}

function updateInvoice(context: Context<Params<'invoices.update'>>) {
  const before = context.get('invoice', context.id)
  const { description, metadata, auto_advance: advances, default_payment_method: method, footer } = context.params
  const invoice = context.update(before, {
    ...(description === undefined ? {} : { description: description || null }),
    ...(advances === undefined ? {} : { auto_advance: advances }),
    ...(method === undefined
      ? {}
      : { default_payment_method: context.get('payment_method', method, 'default_payment_method').id }),
    ...(footer === undefined ? {} : { footer: footer || null }),
    metadata: mergeMetadata(before.metadata ?? {}, metadata),
  })
  context.emit('invoice.updated', invoice, before)
  return invoice
}

function deleteDraft(context: Context) {
  const invoice = context.get('invoice', context.id)
  if (invoice.status !== 'draft') throw notAllowed(invoice, 'delete')
  context.emit('invoice.deleted', invoice)
  return context.delete(invoice)
}

function payFromCall(context: Context<Params<'invoices.pay'>>) {
  const { payment_method: paymentMethod, paid_out_of_band: isOutOfBand, off_session: isOffSession } = context.params
  const found = context.get('invoice', context.id)
  const invoice = found.status === 'draft' ? finalizeInvoice(context, found) : found
  if (isOutOfBand && invoice.status === 'open') return settleInvoice(context, invoice)
  return payInvoice(context, invoice, {
    ...(paymentMethod ? { paymentMethod } : {}),
    isOffSession: isOffSession ?? true,
  })
}

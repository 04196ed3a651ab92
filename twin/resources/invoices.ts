import { addLines, removeLines, updateLineItem, updateLines } from '../billing/amounts/change-lines.ts'
import {
  leaveInvoicesOf,
  markUncollectible,
  sendInvoice,
  tellDueSoon,
  tellOverdue,
  voidInvoice,
} from '../billing/invoices/close-invoice.ts'
import { attachFromCall, finalizeFromCall, payFromCall } from '../billing/invoices/collect-invoice.ts'
import { describePayer } from '../billing/invoices/describe-payer.ts'
import { itemOf } from '../billing/invoices/invoice-items.ts'
import { openIntentOf, paymentsOf } from '../billing/invoices/invoice-payments.ts'
import { replaceOriginal } from '../billing/invoices/revise-invoice.ts'
import { onIntentFailed, onIntentRequiresAction, onIntentSucceeded } from '../billing/invoices/settle-invoice.ts'
import { dueFields, linesOf } from '../billing/invoices/sum-invoice.ts'
import { createInvoice, updateInvoice } from '../billing/invoices/write-invoice.ts'
import { previewInvoice } from '../billing/previews/preview-invoice.ts'
import { finalizeWhenDue, retryInvoice } from '../billing/subscriptions/renew-subscription.ts'
import { list, retrieve, search } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import type { StripeObject } from '../kernel/wire.ts'

type Invoice = StripeObject<'invoice'>

const searchedElsewhere = {
  last_finalization_error_code: 'last_finalization_error.code',
  last_finalization_error_type: 'last_finalization_error.type',
  subscription: 'parent.subscription_details.subscription',
}

/** https://docs.stripe.com/api/invoices */
export const invoices: Resource = {
  internal: { 'GET /v1/invoices/upcoming': refuseUpcoming, 'GET /v1/invoices/upcoming/lines': refuseUpcoming },
  operations: {
    'invoices.create': createInvoice,
    'invoices.retrieve': retrieve('invoice'),
    'invoices.update': updateInvoice,
    'invoices.del': deleteDraft,
    'invoices.list': list('invoice', {
      by: ['customer', 'customer_account', 'status', 'collection_method'],
      where: {
        subscription: (invoice, id: string) => invoice.parent?.subscription_details?.subscription === id,
        due_date: (invoice, range: DateRange) => isWithin(invoice.due_date, range),
      },
    }),
    'invoices.search': search(
      'invoice',
      ['currency', 'customer', 'number', 'receipt_number', 'status', 'total', ...Object.keys(searchedElsewhere)],
      searchedElsewhere,
    ),
    'invoices.listLineItems': (context) =>
      context.page(linesOf(context, context.get('invoice', context.id)), 'line item'),
    'invoices.addLines': addLines,
    'invoices.updateLines': updateLines,
    'invoices.removeLines': removeLines,
    'invoices.updateLineItem': updateLineItem,
    'invoices.finalizeInvoice': finalizeFromCall,
    'invoices.pay': payFromCall,
    'invoices.attachPayment': attachFromCall,
    'invoices.sendInvoice': (context) => sendInvoice(context, context.get('invoice', context.id)),
    'invoices.voidInvoice': (context) => voidInvoice(context, context.get('invoice', context.id)),
    'invoices.markUncollectible': (context) => markUncollectible(context, context.get('invoice', context.id)),
    'invoices.createPreview': (context) => previewInvoice(context, context.params),
  },
  views: { invoice: viewInvoice },
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
    'customer.deleted': (context, customer) => leaveInvoicesOf(context, customer.id),
    'invoice.finalized': replaceOriginal,
    'payment_intent.succeeded': onIntentSucceeded,
    'payment_intent.payment_failed': onIntentFailed,
    'payment_intent.requires_action': onIntentRequiresAction,
  },
  jobs: {
    'invoice.finalize': finalizeWhenDue,
    'invoice.retry': retryInvoice,
    'invoice.will_be_due': tellDueSoon,
    'invoice.overdue': tellOverdue,
  },
}

/** A draft follows its customer until it is final. A preview is in no store: it carries its lines already. */
function viewInvoice(invoice: Invoice, context: Context) {
  if (!context.find('invoice', invoice.id)) return invoice
  const customer = invoice.status === 'draft' ? context.find('customer', invoice.customer as string) : undefined
  return {
    ...invoice,
    ...(customer ? { ...describePayer(context, customer), ...dueFields(context, invoice) } : {}),
    lines: firstLines(context, invoice),
  }
}

const linesInAnInvoice = 10

/** The others are listed by `invoices.listLineItems`. */
function firstLines(context: Context, invoice: Invoice) {
  const lines = linesOf(context, invoice)
  const first = context.sublist(lines.slice(0, linesInAnInvoice), `/v1/invoices/${invoice.id}/lines`)
  return { ...first, has_more: lines.length > linesInAnInvoice }
}

type DateRange = number | { gt?: number; gte?: number; lt?: number; lte?: number }

function isWithin(date: number | null, range: DateRange): boolean {
  if (date === null) return false
  if (typeof range === 'number') return date === range
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range
  return date > gt && date >= gte && date < lt && date <= lte
}

function deleteDraft(context: Context) {
  const invoice = context.get('invoice', context.id)
  if (invoice.status !== 'draft')
    throw invalidRequest(`You can only delete draft invoices. This invoice's status is ${invoice.status}.`, {
      code: 'invoice_not_editable',
    })
  if (invoice.parent?.subscription_details && invoice.billing_reason !== 'manual')
    throw invalidRequest('You can only delete one-off draft invoices; those of subscriptions must be voided.')
  for (const line of linesOf(context, invoice)) {
    const item = context.find('invoiceitem', itemOf(line))
    context.delete(line)
    if (item) context.delete(item)
  }
  context.unschedule('invoice.finalize', invoice.id)
  context.emit('invoice.deleted', invoice)
  return context.delete(invoice)
}

/** Older versions had it, and their packages still call it: no invoice of that id. */
function refuseUpcoming(): never {
  throw notPlayed('"invoices.retrieveUpcoming", which "invoices.createPreview" took the place of')
}

import {
  addToDraft,
  editableDraft,
  type InvoiceItem,
  insertInvoiceItem,
  lineOf,
  resum,
  updateInvoiceItem,
} from '../billing/invoices/invoice-items.ts'
import { pendingLine } from '../billing/invoices/invoice-lines.ts'
import { list, retrieve } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import { readCurrency } from '../payments/currencies.ts'
import { refuseNotPlayed } from '../payments/intent-fields.ts'
import { getSessionCustomer } from './customer-accounts.ts'

const notPlayedParams = ['tax_behavior', 'tax_code', 'tax_rates']

/** https://docs.stripe.com/api/invoiceitems */
export const invoiceItems: Resource = {
  operations: {
    'invoiceItems.create': createInvoiceItem,
    'invoiceItems.retrieve': retrieve('invoiceitem'),
    'invoiceItems.update': changeInvoiceItem,
    'invoiceItems.list': list('invoiceitem', {
      by: ['customer', 'customer_account', 'invoice'],
      where: { pending: (item, isPending: boolean) => (item.invoice === null) === isPending },
    }),
    'invoiceItems.del': deleteInvoiceItem,
  },
}

function createInvoiceItem(context: Context<Params<'invoiceItems.create'>>) {
  const { params } = context
  refuseNotPlayed(params, notPlayedParams, 'invoice items')
  const invoice = params.invoice ? editableDraft(context, params.invoice, 'invoice') : undefined
  const customer = getSessionCustomer(context, params)
  if (invoice && invoice.customer !== customer.id)
    throw invalidRequest('The invoice belongs to a different customer.', { param: 'invoice' })
  const subscription = params.subscription
    ? context.get('subscription', params.subscription, 'subscription')
    : undefined
  if (subscription && subscription.customer !== customer.id)
    throw invalidRequest('The subscription belongs to a different customer.', { param: 'subscription' })
  const price = params.pricing?.price ? context.get('price', params.pricing.price, 'pricing[price]') : undefined
  const named = params.currency ? readCurrency(params.currency) : undefined
  const billed = invoice?.currency ?? subscription?.currency
  const currency =
    named ?? params.price_data?.currency.toLowerCase() ?? price?.currency ?? billed ?? customer.currency ?? 'usd'
  if (billed && billed !== currency)
    throw invalidRequest(`The currency of the invoice item must be \`${billed}\`, that of what it is billed with.`, {
      param: 'currency',
    })
  const item = insertInvoiceItem(context, params, {
    customer: customer.id,
    currency,
    ...(invoice ? { invoice } : {}),
    ...(subscription ? { subscription: subscription.id } : {}),
  })
  context.emit('invoiceitem.created', item)
  if (invoice) {
    addToDraft(context, invoice, item)
    resum(context, invoice)
  }
  return item
}

function changeInvoiceItem(context: Context<Params<'invoiceItems.update'>>) {
  const { params } = context
  refuseNotPlayed(params, notPlayedParams, 'invoice items')
  const before = context.get('invoiceitem', context.id)
  const draft = draftOf(context, before)
  const item = updateInvoiceItem(context, before, params)
  for (const name of finerChanges(before, item)) context.emitThin(`v1.invoiceitem.${name}`, { relatedObject: item })
  const line = lineOf(context, item)
  if (draft && line) {
    context.update(line, pendingLine(context, item))
    resum(context, draft)
  }
  return item
}

/** Of a change to an invoice item thin events alone tell. */
function finerChanges(before: InvoiceItem, after: InvoiceItem): string[] {
  const had = (before.discounts ?? []) as string[]
  const has = (after.discounts ?? []) as string[]
  return [
    ...(before.amount === after.amount ? [] : ['amount_changed']),
    ...(has.every((id) => had.includes(id)) ? [] : ['discount_added']),
    ...(had.every((id) => has.includes(id)) ? [] : ['discount_removed']),
  ]
}

function deleteInvoiceItem(context: Context) {
  const item = context.get('invoiceitem', context.id)
  const draft = draftOf(context, item)
  const line = lineOf(context, item)
  if (line) context.delete(line)
  context.emit('invoiceitem.deleted', item)
  const stub = context.delete(item)
  if (draft) resum(context, draft)
  return stub
}

function draftOf(context: Context, item: InvoiceItem) {
  const invoice = context.find('invoice', item.invoice as string | null)
  return invoice ? editableDraft(context, invoice.id) : undefined
}

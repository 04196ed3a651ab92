// Invoice items: positions that wait for a customer's next invoice, or belong to a draft.
import { type GivenDiscount, redeemDiscounts } from '../../discounts/redeem-discounts.ts'
import type { Context } from '../../kernel/context.ts'
import { mergeMetadata } from '../../kernel/metadata.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { ObjectFields, StripeObject } from '../../kernel/wire.ts'
import { type PricedParams, readPricing } from '../amounts/read-pricing.ts'
import { settleCurrency } from './customer-currency.ts'
import { addLine } from './draft-invoice.ts'
import { pendingLine } from './invoice-lines.ts'
import { linesOf, sumInvoice } from './sum-invoice.ts'

type Invoice = StripeObject<'invoice'>
export type InvoiceItem = StripeObject<'invoiceitem'>
export type ItemParams = PricedParams & {
  description?: string
  discountable?: boolean
  discounts?: readonly GivenDiscount[] | '' | null
  metadata?: Parameters<typeof mergeMetadata>[1]
  period?: { start: number; end: number }
}
export type ItemPlace = { customer: string; currency: string; invoice?: Invoice; subscription?: string; param?: string }

export const mostInvoiceItems = 250

export function insertInvoiceItem(context: Context, params: ItemParams, place: ItemPlace): InvoiceItem {
  const { customer, currency, invoice, subscription, param = '' } = place
  const { name, ...priced } = readPricing(context, params, { currency, param })
  const now = context.now()
  const isDiscountable = params.discountable ?? priced.amount >= 0
  if (invoice && linesOf(context, invoice).length >= mostInvoiceItems)
    throw invalidRequest(`An invoice can have at most ${mostInvoiceItems} invoice items.`, { param: 'invoice' })
  const owner = context.get('customer', customer)
  const item = context.insert('invoiceitem', {
    ...priced,
    ...(isDiscountable ? {} : { net_amount: priced.amount }),
    currency,
    customer,
    customer_account: owner.customer_account ?? null,
    date: now,
    description: params.description ?? name,
    discountable: isDiscountable,
    discounts: [],
    invoice: invoice?.id ?? null,
    metadata: mergeMetadata({}, params.metadata),
    parent: subscription ? { type: 'subscription_details', subscription_details: { subscription } } : null,
    period: readPeriod(params, param) ?? { start: now, end: now },
    proration: false,
    tax_rates: [],
    test_clock: owner.test_clock ?? null,
  } as ObjectFields<'invoiceitem'>)
  settleCurrency(context, owner, currency)
  return setDiscounts(context, item, params, param)
}

/** Only before finalization; a draft that has the item follows. */
export function updateInvoiceItem(context: Context, before: InvoiceItem, params: ItemParams, param = ''): InvoiceItem {
  refuseFrozen(before, params)
  const { name: _, ...priced } = readPricing(context, params, { currency: before.currency, param, before })
  const isDiscountable = params.discountable ?? before.discountable
  const changed = context.update(before, {
    ...priced,
    net_amount: isDiscountable ? undefined : priced.amount,
    discountable: isDiscountable,
    ...(params.description === undefined ? {} : { description: params.description || null }),
    period: readPeriod(params, param) ?? before.period,
    metadata: mergeMetadata(before.metadata, params.metadata),
  })
  return setDiscounts(context, changed, params, param)
}

/** The line of a draft that shows the item. */
export function lineOf(context: Context, item: InvoiceItem): StripeObject<'line_item'> | undefined {
  if (!item.invoice) return undefined
  return linesOf(context, { id: item.invoice as string }).find((line) => itemOf(line) === item.id)
}

/** The invoice item that a line shows. */
export function itemOf({ parent }: StripeObject<'line_item'>): string | null {
  return parent?.invoice_item_details?.invoice_item ?? parent?.subscription_item_details?.invoice_item ?? null
}

export function addToDraft(context: Context, invoice: Invoice, item: InvoiceItem) {
  addLine(context, invoice, pendingLine(context, item))
  if (item.invoice !== invoice.id) context.update(item, { invoice: invoice.id })
}

/** A draft's sums after its items changed, and the event that tells so. */
export function resum(context: Context, before: Invoice): Invoice {
  const invoice = sumInvoice(context, before)
  context.emit('invoice.updated', invoice, before)
  return invoice
}

export function editableDraft(context: Context, id: string, param?: string): Invoice {
  const invoice = context.get('invoice', id, param)
  if (invoice.status === 'draft') return invoice
  throw invalidRequest('The invoice is no longer editable.', {
    code: 'invoice_not_editable',
    ...(param ? { param } : {}),
  })
}

function setDiscounts(context: Context, item: InvoiceItem, params: ItemParams, param: string): InvoiceItem {
  const { discounts: given } = params
  if (given === undefined || given === null) return item
  const owner = {
    customer: item.customer as string,
    currency: item.currency,
    subtotal: item.amount,
    invoice_item: item.id,
  }
  const place = { reusable: item.discounts ?? [], param: param === '' ? 'discounts' : `${param}[discounts]` }
  return context.update(item, { discounts: given === '' ? [] : redeemDiscounts(context, given, owner, place) })
}

function readPeriod({ period }: ItemParams, param: string) {
  if (period && period.end < period.start)
    throw invalidRequest('The period end must be greater than or equal to the period start.', {
      param: param === '' ? 'period' : `${param}[period]`,
    })
  return period
}

function refuseFrozen(item: InvoiceItem, params: ItemParams) {
  if (item.proration && params.discountable)
    throw invalidRequest('You cannot set discountable to true for prorations.', { param: 'discountable' })
}

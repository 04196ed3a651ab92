// `invoice_items` of a preview, beside those that wait anyway.
import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { Params } from '../../kernel/wire.ts'
import { readCurrency } from '../../payments/currencies.ts'
import { refuseNotPlayed } from '../../payments/intent-fields.ts'
import {
  addToDraft,
  type InvoiceItem,
  type ItemPlace,
  insertInvoiceItem,
  mostInvoiceItems,
  updateInvoiceItem,
} from '../invoices/invoice-items.ts'

type Given = NonNullable<Params<'invoices.createPreview'>['invoice_items']>

export function addPreviewedItems(context: Context, given: Given = [], place: ItemPlace): InvoiceItem[] {
  if (given.length > mostInvoiceItems)
    throw invalidRequest(`You may pass up to ${mostInvoiceItems} invoice items.`, { param: 'invoice_items' })
  return given.map(({ invoiceitem: id, ...params }, index) => {
    const param = `invoice_items[${index}]`
    refuseNotPlayed(params, ['tax_behavior', 'tax_code', 'tax_rates'], 'invoice items')
    if (id) return updateInvoiceItem(context, context.get('invoiceitem', id, `${param}[invoiceitem]`), params, param)
    const currency = params.currency ? readCurrency(params.currency, `${param}[currency]`) : place.currency
    if (currency !== place.currency)
      throw invalidRequest(`The currency of the invoice item must be \`${place.currency}\`.`, {
        param: `${param}[currency]`,
      })
    const item = insertInvoiceItem(context, params, { ...place, param })
    if (place.invoice) addToDraft(context, place.invoice, item)
    return item
  })
}

/** What the next invoice of the subscription takes up. */
export function pendingItems(context: Context, customer: string, subscription?: string): InvoiceItem[] {
  return context.list('invoiceitem', (item) => {
    const of = item.parent?.subscription_details?.subscription ?? null
    return item.customer === customer && item.invoice === null && (of === null || of === subscription)
  })
}

export function isPending(context: Context, customer: string, currency: string, subscription?: string): boolean {
  return pendingItems(context, customer, subscription).some((item) => item.currency === currency)
}

import { addLine } from '../billing/draft-invoice.ts'
import { pendingLine, pricingOf } from '../billing/invoice-lines.ts'
import { priceAmount } from '../billing/price-amount.ts'
import { sumInvoice } from '../billing/sum-invoice.ts'
import { list, retrieve } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { ObjectFields, Params } from '../kernel/wire.ts'

/** https://docs.stripe.com/api/invoiceitems */
export const invoiceItems: Resource = {
  operations: {
    'invoiceItems.create': createInvoiceItem,
    'invoiceItems.retrieve': retrieve('invoiceitem'),
    'invoiceItems.list': list('invoiceitem', {
      by: ['customer', 'invoice'],
      where: { pending: (item, isPending: boolean) => (item.invoice === null) === isPending },
    }),
    'invoiceItems.del': (context) => {
      const item = context.get('invoiceitem', context.id)
      if (item.invoice) throw invalidRequest('You may only delete invoice items that are not attached to an invoice.')
      return context.delete(item)
    },
  },
}

function createInvoiceItem(context: Context<Params<'invoiceItems.create'>>) {
  const { params } = context
  const customer = context.get('customer', params.customer ?? '', 'customer')
  const price = params.pricing?.price ? context.get('price', params.pricing.price, 'pricing[price]') : undefined
  const quantity = params.quantity ?? 1
  const amount = price ? priceAmount(price, quantity) : params.amount
  if (amount === undefined) throw invalidRequest('You must specify either `amount` or `pricing`.', { param: 'amount' })
  const now = context.now()
  const item = context.insert('invoiceitem', {
    amount,
    net_amount: amount,
    currency: (price?.currency ?? params.currency ?? customer.currency ?? 'usd').toLowerCase(),
    customer: customer.id,
    date: now,
    description: params.description ?? null,
    discountable: params.discountable ?? true,
    invoice: params.invoice ?? null,
    metadata: mergeMetadata({}, params.metadata),
    parent: params.subscription
      ? { type: 'subscription_details', subscription_details: { subscription: params.subscription } }
      : null,
    period: params.period ?? { start: now, end: now },
    pricing: price ? pricingOf(price) : null,
    proration: false,
    quantity,
    quantity_decimal: String(quantity),
  } as ObjectFields<'invoiceitem'>)
  context.emit('invoiceitem.created', item)
  if (params.invoice) addToDraft(context, params.invoice, item)
  return item
}

function addToDraft(context: Context, id: string, item: Parameters<typeof pendingLine>[1]) {
  const invoice = context.get('invoice', id, 'invoice')
  if (invoice.status !== 'draft')
    throw invalidRequest('The invoice is no longer editable.', { param: 'invoice', code: 'invoice_not_editable' })
  addLine(context, invoice, pendingLine(context, item))
  sumInvoice(context, invoice)
}

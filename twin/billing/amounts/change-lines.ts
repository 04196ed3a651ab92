// The lines of a draft, added, changed and removed several at a time.

import { redeemDiscounts } from '../../discounts/redeem-discounts.ts'
import type { Context } from '../../kernel/context.ts'
import { mergeMetadata } from '../../kernel/metadata.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../../kernel/wire.ts'
import { refuseNotPlayed } from '../../payments/intent-fields.ts'
import {
  addToDraft,
  editableDraft,
  type ItemParams,
  insertInvoiceItem,
  itemOf,
  resum,
  updateInvoiceItem,
} from '../invoices/invoice-items.ts'
import { pendingLine } from '../invoices/invoice-lines.ts'
import { linesOf } from '../invoices/sum-invoice.ts'

type Invoice = StripeObject<'invoice'>
type Line = StripeObject<'line_item'>

const mostLines = 250

export function addLines(context: Context<Params<'invoices.addLines'>>): Invoice {
  const { lines, invoice_metadata: metadata } = context.params
  const draft = startChange(context, metadata)
  if (linesOf(context, draft).length + lines.length > mostLines)
    throw invalidRequest(`An invoice can have at most ${mostLines} lines.`, { param: 'lines' })
  lines.forEach(({ invoice_item: id, ...params }, index) => {
    const param = `lines[${index}]`
    refuseNotPlayed(params, ['tax_amounts', 'tax_rates'], 'invoice lines')
    const item = id ? waitingItem(context, draft, id, `${param}[invoice_item]`) : newItem(context, draft, params, param)
    addToDraft(context, draft, item)
  })
  return resum(context, draft)
}

export function updateLines(context: Context<Params<'invoices.updateLines'>>): Invoice {
  const { lines, invoice_metadata: metadata } = context.params
  const draft = startChange(context, metadata)
  lines.forEach(({ id, ...params }, index) => {
    changeLine(context, draft, ownLine(context, draft, id, `lines[${index}][id]`), params, `lines[${index}]`)
  })
  return resum(context, draft)
}

export function removeLines(context: Context<Params<'invoices.removeLines'>>): Invoice {
  const { lines, invoice_metadata: metadata } = context.params
  const draft = startChange(context, metadata)
  lines.forEach(({ id, behavior }, index) => {
    const line = ownLine(context, draft, id, `lines[${index}][id]`)
    const item = context.find('invoiceitem', itemOf(line))
    if (behavior === 'unassign' && !item)
      throw invalidRequest('Only lines of invoice items can be unassigned.', { param: `lines[${index}][behavior]` })
    context.delete(line)
    if (!item) return
    if (behavior === 'unassign') context.update(item, { invoice: null })
    else {
      context.emit('invoiceitem.deleted', item)
      context.delete(item)
    }
  })
  return resum(context, draft)
}

export function updateLineItem(context: Context<Params<'invoices.updateLineItem'>>): Line {
  const draft = editableDraft(context, context.path.invoiceId ?? '')
  const line = ownLine(context, draft, context.id)
  changeLine(context, draft, line, context.params, '')
  resum(context, draft)
  return context.get('line_item', line.id)
}

function startChange(context: Context, metadata: Parameters<typeof mergeMetadata>[1]): Invoice {
  const draft = editableDraft(context, context.id)
  if (metadata !== undefined) context.update(draft, { metadata: mergeMetadata(draft.metadata, metadata) })
  return draft
}

function newItem(context: Context, draft: Invoice, params: ItemParams, param: string) {
  const place = { customer: draft.customer as string, currency: draft.currency, invoice: draft, param }
  const item = insertInvoiceItem(context, params, place)
  context.emit('invoiceitem.created', item)
  return item
}

function waitingItem(context: Context, draft: Invoice, id: string, param: string) {
  const item = context.get('invoiceitem', id, param)
  if (item.invoice !== null || item.customer !== draft.customer || item.currency !== draft.currency)
    throw invalidRequest('The invoice item must be unassigned, and have the customer and currency of the invoice.', {
      param,
    })
  return item
}

function ownLine(context: Context, draft: Invoice, id: string, param?: string): Line {
  const line = context.get('line_item', id, param)
  if (line.invoice === draft.id) return line
  throw invalidRequest(`The line item ${id} does not belong to the invoice ${draft.id}.`, { param: param ?? 'id' })
}

/** A line of an invoice item changes with its item; one of a subscription by itself. */
function changeLine(context: Context, draft: Invoice, line: Line, params: ItemParams, param: string) {
  refuseNotPlayed(params, ['tax_amounts', 'tax_rates'], 'invoice lines')
  const before = context.find('invoiceitem', itemOf(line))
  if (before) {
    const item = updateInvoiceItem(context, before, params, param)
    context.update(line, pendingLine(context, item))
    return
  }
  const {
    description,
    metadata,
    period,
    discounts,
    discountable,
    expand: _,
    ...priced
  } = params as ItemParams & {
    expand?: string[]
  }
  if (Object.keys(priced).length > 0)
    throw invalidRequest('The amount of a subscription line item cannot be changed.', { param })
  const owner = {
    customer: draft.customer as string,
    currency: draft.currency,
    subtotal: line.amount,
    invoice_item: line.id,
  }
  context.update(line, {
    ...(description === undefined ? {} : { description: description || null }),
    ...(period ? { period } : {}),
    ...(discountable === undefined ? {} : { discountable }),
    ...(discounts === undefined || discounts === null
      ? {}
      : {
          discounts: discounts === '' ? [] : redeemDiscounts(context, discounts, owner, { reusable: line.discounts }),
        }),
    metadata: mergeMetadata(line.metadata, metadata),
  })
}

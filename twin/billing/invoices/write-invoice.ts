// `POST /v1/invoices` and `POST /v1/invoices/:id`: drafts are open to changes, final invoices hardly.
import { redeemDiscounts } from '../../discounts/redeem-discounts.ts'
import type { Context } from '../../kernel/context.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../../kernel/wire.ts'
import { readCurrency } from '../../payments/currencies.ts'
import { getSessionCustomer } from '../../resources/customer-accounts.ts'
import { createDraftInvoice } from './draft-invoice.ts'
import { readDueDate, readFinalization, readInvoiceFields } from './invoice-fields.ts'
import { reviseInvoice } from './revise-invoice.ts'
import { linesOf, sumInvoice } from './sum-invoice.ts'

type Invoice = StripeObject<'invoice'>
type Discounts = Params<'invoices.create'>['discounts']

export function createInvoice(context: Context<Params<'invoices.create'>>): Invoice {
  const { params } = context
  if (params.from_invoice) return reviseInvoice(context, params)
  const customer = getSessionCustomer(context, params)
  const subscription = params.subscription
    ? context.get('subscription', params.subscription, 'subscription')
    : undefined
  if (subscription && subscription.customer !== customer.id)
    throw invalidRequest('The subscription belongs to a different customer.', { param: 'subscription' })
  const currency = params.currency ? readCurrency(params.currency) : undefined
  const finalization = readFinalization(context, params)
  const draft = createDraftInvoice(context, {
    customer: customer.id,
    currency: currency ?? subscription?.currency ?? customer.currency ?? 'usd',
    billingReason: 'manual',
    ...(subscription ? { subscription } : {}),
    takesPending: takesPending(params),
    isOfSubscriptionAlone: subscription !== undefined,
    fields: {
      auto_advance: false,
      period_start: context.now(),
      collection_method: 'charge_automatically',
      due_date: null,
      ...(subscription?.collection_method === 'send_invoice' && !params.collection_method
        ? { collection_method: 'send_invoice', due_date: context.now() + (subscription.days_until_due ?? 30) * 86_400 }
        : readDueDate(context, params)),
      ...readInvoiceFields(context, { ...params, customer: customer.id }),
      ...finalization,
      ...nextAttempt(finalization, params.collection_method),
    },
    discounts: (invoice) => readDiscounts(context, invoice, params.discounts),
  })
  if (subscription && linesOf(context, draft).length === 0)
    throw invalidRequest(`Nothing to invoice for subscription`, { code: 'invoice_no_subscription_line_items' })
  plan(context, draft)
  return draft
}

function takesPending({ pending_invoice_items_behavior: behavior, subscription }: Params<'invoices.create'>) {
  return behavior === undefined ? subscription !== undefined : behavior === 'include'
}

/** What may still change once the invoice is final. */
const alwaysEditable = ['auto_advance', 'default_payment_method', 'expand', 'metadata', 'payment_settings']

export function updateInvoice(context: Context<Params<'invoices.update'>>): Invoice {
  const { params } = context
  const before = context.get('invoice', context.id)
  if (before.status !== 'draft') {
    const [frozen] = Object.keys(params).filter((name) => !alwaysEditable.includes(name))
    if (frozen)
      throw invalidRequest(`Finalized invoices can't be updated in this way: ${frozen}`, {
        code: 'invoice_not_editable',
        param: frozen,
      })
    if (before.status !== 'open' && params.auto_advance)
      throw invalidRequest(`An invoice that is ${before.status} cannot be advanced.`, { param: 'auto_advance' })
    return keep(context, before, context.update(before, readInvoiceFields(context, params, before)))
  }
  const finalization = readFinalization(context, params, before)
  const { discounts } = params
  const changed = context.update(before, {
    ...readDueDate(context, params, before),
    ...readInvoiceFields(context, params, before),
    ...finalization,
    ...nextAttempt(finalization, params.collection_method ?? before.collection_method),
    ...(discounts === undefined ? {} : { discounts: readDiscounts(context, before, discounts) }),
  })
  plan(context, changed)
  return keep(context, before, sumInvoice(context, changed))
}

function keep(context: Context, before: Invoice, after: Invoice): Invoice {
  context.emit('invoice.updated', after, before)
  return after
}

function nextAttempt(
  { automatically_finalizes_at: at }: { automatically_finalizes_at: number | null },
  method: string | undefined,
) {
  return { next_payment_attempt: method === 'send_invoice' ? null : at }
}

function plan(context: Context, { id, automatically_finalizes_at: at }: Invoice) {
  if (at === null) context.unschedule('invoice.finalize', id)
  else context.schedule('invoice.finalize', id, at)
}

function readDiscounts(context: Context, invoice: Invoice, given: Discounts): string[] {
  if (given === undefined || given === null) return invoice.discounts as string[]
  if (given === '') return []
  const { id, customer, currency, discounts } = invoice
  const subtotal = linesOf(context, invoice).reduce((sum, line) => sum + line.amount, 0)
  return redeemDiscounts(
    context,
    given,
    { customer: customer as string, currency, subtotal, invoice: id },
    { reusable: discounts },
  )
}

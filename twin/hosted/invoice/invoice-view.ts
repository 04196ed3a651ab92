// One look at an invoice: what it says line by line, in the customer's language, on its page and in its PDF.
import { openIntentOf } from '../../billing/invoices/invoice-payments.ts'
import { linesOf } from '../../billing/invoices/sum-invoice.ts'
import { couponOf } from '../../discounts/coupon-of.ts'
import type { Context } from '../../kernel/context.ts'
import type { StripeObject } from '../../kernel/wire.ts'
import { businessName } from '../shared/business-name.ts'
import { discountText } from '../shared/discount-text.ts'
import { pickLocale } from '../shared/pick-locale.ts'
import { dayText, moneyText } from '../shared/words.ts'
import { de } from './texts/de.ts'
import { en, type Texts } from './texts/en.ts'
import { fr } from './texts/fr.ts'

export type Invoice = StripeObject<'invoice'>
export type InvoiceView = {
  context: Context
  invoice: Invoice
  intent: StripeObject<'payment_intent'> | undefined
  business: string
  locale: string
  t: Texts
  money: (amountMinor: number) => string
  day: (at: number) => string
}
export type Row = { label: string; text: string; isStrong?: boolean }

/** @param preferred the customer's own languages, before what the browser asks for */
export function pickWords(language: string | null, preferred: string[] | null = []): { locale: string; t: Texts } {
  return pickLocale({ en, de, fr }, preferred ?? [], language)
}

export function viewInvoice(context: Context, invoice: Invoice, language: string | null): InvoiceView {
  const customer = context.find('customer', invoice.customer as string)
  const { locale, t } = pickWords(language, customer?.preferred_locales)
  return {
    context,
    invoice,
    intent: openIntentOf(context, invoice),
    business: invoice.account_name ?? businessName(context),
    locale,
    t,
    money: (amountMinor) => moneyText(amountMinor, invoice.currency, locale),
    day: (at) => dayText(at, locale),
  }
}

/** Who, when, and what the host adds. */
export function factRows({ invoice, business, t, day }: InvoiceView): Row[] {
  const { customer_name: name, customer_email: email, due_date: due, effective_at: issued, created } = invoice
  const taxIds = invoice.customer_tax_ids?.map(({ value }) => value ?? '') ?? []
  return [
    { label: t.number, text: invoice.number ?? '' },
    { label: t.dateOfIssue, text: day(issued ?? created) },
    ...(due ? [{ label: t.dueDate, text: day(due) }] : []),
    { label: t.from, text: business },
    { label: t.to, text: [name, email].filter(Boolean).join(', ') },
    ...(taxIds.length > 0 ? [{ label: t.taxId, text: taxIds.join(', ') }] : []),
    ...(invoice.custom_fields ?? []).map((field) => ({ label: field.name, text: field.value })),
  ]
}

export function lineRows({ context, invoice, t, money }: InvoiceView): Row[] {
  return linesOf(context, invoice).map((line) => {
    const description = line.description ?? ''
    const isCounted = (line.quantity ?? 1) > 1 && !description.startsWith(`${line.quantity} ×`)
    const label = isCounted ? t.quantityTimes(line.quantity ?? 1, description) : description
    return { label, text: money(line.amount) }
  })
}

/** From the lines' sum to what is left to pay. */
export function sumRows(view: InvoiceView): Row[] {
  const { invoice, t, money } = view
  const {
    subtotal,
    total,
    amount_due: due,
    amount_paid: paid,
    amount_remaining: left,
    amount_shipping: shipping,
  } = invoice
  const taxes = (invoice.total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0)
  const applied = total < 0 ? 0 : due - total
  return [
    { label: t.subtotal, text: money(subtotal) },
    ...discountRows(view),
    ...(shipping ? [{ label: t.shippingCost, text: money(shipping) }] : []),
    { label: t.tax, text: money(taxes) },
    { label: t.total, text: money(total), isStrong: true },
    ...(applied === 0 ? [] : [{ label: t.balanceApplied, text: money(applied) }]),
    { label: t.amountDue, text: money(due), isStrong: true },
    ...(paid > 0 ? [{ label: t.amountPaid, text: money(paid) }] : []),
    ...(paid > 0 && left > 0 ? [{ label: t.amountRemaining, text: money(left), isStrong: true }] : []),
  ]
}

function discountRows({ context, invoice, t, locale, money }: InvoiceView): Row[] {
  return (invoice.total_discount_amounts ?? []).flatMap(({ amount, discount: id }) => {
    const discount = context.find('discount', id as string)
    if (!discount) return []
    const coupon = couponOf(context, discount)
    return [{ label: `${coupon.name ?? coupon.id} (${discountText(t, coupon, locale)})`, text: money(-amount) }]
  })
}

export function stateText({ context, invoice, t, day }: InvoiceView): string {
  const { status, status_transitions: at, due_date: due } = invoice
  if (status === 'paid') return t.paidOn(day(at.paid_at ?? 0))
  if (status === 'void') return t.isVoid
  if (status === 'uncollectible') return t.isUncollectible
  if (!due) return t.dueNow
  return due < context.now() ? t.overdue(day(due)) : t.dueOn(day(due))
}

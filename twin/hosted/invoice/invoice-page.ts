// The page of an invoice: what it says, and what can be done about it.
import { cardFields } from '../shared/card-form.ts'
import type { HostedPage } from '../shared/hosted-page.ts'
import { type Html, html } from '../shared/html.ts'
import { problemText, type TypedForm } from '../shared/typed-form.ts'
import { factRows, type InvoiceView, lineRows, type Row, stateText, sumRows } from './invoice-view.ts'

export function invoicePage(view: InvoiceView, typed: TypedForm): HostedPage {
  const { invoice, business, locale, t, money } = view
  const title = t.invoice(invoice.number ?? invoice.id)
  const isOpen = invoice.status === 'open' || invoice.status === 'uncollectible'
  const isPaid = invoice.status === 'paid'
  return {
    title,
    business,
    locale,
    status: typed.problems.length > 0 ? 402 : 200,
    summary: html`<p class="amount">${money(isOpen ? invoice.amount_remaining : invoice.total)}</p>
<p><span class="${isPaid ? 'done' : 'badge'}">${stateText(view)}</span></p>
<ul class="rows">${factRows(view).map(row)}</ul>
<p><a href="${invoice.invoice_pdf}">${t.download}</a></p>`,
    main: html`<h1>${title}</h1>
${invoice.description && html`<p>${invoice.description}</p>`}
<ul class="rows">${lineRows(view).map(row)}</ul>
<ul class="rows totals">${sumRows(view).map(row)}</ul>
${whatToDo(view, typed)}
${invoice.footer && html`<p class="hint">${invoice.footer}</p>`}`,
  }
}

function row({ label, text, isStrong }: Row): Html {
  return isStrong
    ? html`<li><strong>${label}</strong><strong class="end">${text}</strong></li>`
    : html`<li><span>${label}</span><span class="end">${text}</span></li>`
}

function whatToDo(view: InvoiceView, typed: TypedForm): Html {
  const { invoice, intent, t } = view
  if (invoice.status === 'paid') return html`<p role="status">${t.isPaid}</p>${receipt(view)}`
  if (invoice.status === 'void') return html`<p role="status">${t.isVoidText}</p>`
  if (intent?.status === 'processing') return html`<p role="status">${t.isProcessing}</p>`
  return html`${invoice.status === 'uncollectible' && html`<p>${t.isUncollectibleText}</p>`}
<h2>${t.payInvoice}</h2>${problemText(typed)}
<form method="post" novalidate>${cardFields(t, typed, invoice.customer_name)}
<button class="wide" type="submit" data-testid="hosted-invoice-submit-button">${t.pay(view.money(invoice.amount_remaining))}</button></form>`
}

function receipt({ context, intent, t }: InvoiceView): Html | undefined {
  const charge = context.find('charge', intent?.latest_charge as string | null | undefined)
  return charge?.receipt_url ? html`<p><a href="${charge.receipt_url}">${t.receipt}</a></p>` : undefined
}

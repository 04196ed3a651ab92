import { openIntentOf } from '../../billing/invoices/invoice-payments.ts'
import { type Html, html } from '../shared/html.ts'
import type { Visit } from './visit.ts'

export function invoiceSection({ t, context, owner, configuration, money, day }: Visit): Html | undefined {
  if (!configuration.features.invoice_history.enabled) return undefined
  const invoices = context.list(
    'invoice',
    ({ customer, status, on_behalf_of: account }) =>
      customer === owner.customer && status !== 'draft' && (owner.onBehalfOf === null || account === owner.onBehalfOf),
  )
  if (invoices.length === 0) return html`<h2>${t.invoices}</h2><p class="quiet">${t.noInvoices}</p>`
  const rows = invoices.map((invoice) => {
    const number = invoice.number ?? invoice.id
    const isProcessing = invoice.status === 'open' && openIntentOf(context, invoice)?.status === 'processing'
    const state = isProcessing ? 'processing' : (invoice.status ?? '')
    const status = t.invoiceStatuses[state] ?? state
    return html`<li><span>${invoice.hosted_invoice_url ? html`<a href="${invoice.hosted_invoice_url}" aria-label="${t.viewInvoice(number)}" data-testid="hip-link">${day(invoice.created)}</a>` : day(invoice.created)}</span>
<span class="end">${money(invoice.total, invoice.currency)} <span class="badge">${status}</span></span></li>`
  })
  return html`<h2>${t.invoices}</h2><ul class="rows">${rows}</ul>`
}

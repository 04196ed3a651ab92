import { payInvoice } from '../../billing/pay-invoice.ts'
import { linesOf } from '../../billing/sum-invoice.ts'
import type { Account } from '../../kernel/account.ts'
import type { Context } from '../../kernel/context.ts'
import { type Resource, type RouteCall, route } from '../../kernel/resource.ts'
import type { StripeObject } from '../../kernel/wire.ts'
import { createPaymentMethod } from '../../resources/payment-methods.ts'
import { businessName } from '../shared/business-name.ts'
import { cardFields, readCard } from '../shared/card-form.ts'
import { hostedPage, messagePage, redirect } from '../shared/hosted-page.ts'
import { type Html, html } from '../shared/html.ts'
import { readForm, runStep } from '../shared/run-page.ts'
import { en } from '../shared/texts/en.ts'
import { dayText, moneyText } from '../shared/words.ts'
import { invoicePdf } from './invoice-pdf.ts'

type Invoice = StripeObject<'invoice'>

/** Stripe's hosted invoice page: whoever has its address may see and pay it. */
export const hostedInvoice: Resource = {
  routes: [
    route('GET', '/i/:id/:secret', (call) => withInvoice(call, (account, invoice) => show(account, invoice.id))),
    route('POST', '/i/:id/:secret', (call) =>
      withInvoice(call, (account, invoice) => pay(account, invoice, call.request)),
    ),
    route('GET', '/i/:id/:secret/pdf', (call) => withInvoice(call, (account, invoice) => download(account, invoice))),
  ],
}

type Answer = Response | Promise<Response>

function withInvoice({ path, findAccount }: RouteCall, answer: (account: Account, invoice: Invoice) => Answer): Answer {
  const account = findAccount(path.id ?? '')
  const invoice = account?.run({ kind: 'page' }, (context) => context.find('invoice', path.id))
  if (!account || !invoice || invoice._hostedSecret !== path.secret) {
    return messagePage({
      title: 'This invoice could not be found',
      text: 'Check the address, or ask whoever sent you the invoice.',
      status: 404,
    })
  }
  return answer(account, invoice)
}

function show(account: Account, id: string, error?: string): Response {
  return account.run({ kind: 'page' }, (context) => invoicePage(context, context.get('invoice', id), error))
}

function invoicePage(context: Context, invoice: Invoice, error?: string): Response {
  const lines = linesOf(context, invoice).map(
    (line) =>
      html`<li><span>${line.description}</span><span class="end">${moneyText(line.amount, line.currency)}</span></li>`,
  )
  return hostedPage({
    title: `Invoice ${invoice.number}`,
    business: invoice.account_name ?? businessName(context),
    status: error ? 402 : 200,
    summary: html`<p class="amount">${moneyText(invoice.amount_due, invoice.currency)}</p>
<p>${stateText(invoice)}</p>
<ul class="rows"><li><span class="quiet">To</span><span>${invoice.customer_name ?? invoice.customer_email}</span></li>
<li><span class="quiet">Invoice number</span><span>${invoice.number}</span></li></ul>
<p><a href="${invoice.invoice_pdf}">Download invoice</a></p>`,
    main: html`<h1>Invoice ${invoice.number}</h1><ul class="rows">${lines}<li><strong>Total</strong><strong class="end">${moneyText(invoice.total, invoice.currency)}</strong></li></ul>
${payForm(invoice, error)}`,
  })
}

function payForm(invoice: Invoice, error: string | undefined): Html | undefined {
  if (invoice.status !== 'open') return undefined
  return html`${error && html`<p class="error" role="alert">${error}</p>`}
<form method="post">${cardFields(en)}<button class="wide" type="submit">Pay ${moneyText(invoice.amount_remaining, invoice.currency)}</button></form>`
}

function stateText({ status, status_transitions: at, due_date: due }: Invoice): Html {
  if (status === 'paid') return html`<span class="done">Paid on ${dayText(at.paid_at ?? 0)}</span>`
  if (status === 'open') return html`${due ? `Due ${dayText(due)}` : 'Due now'}`
  return html`<span class="badge">${status === 'void' ? 'Voided' : 'Uncollectible'}</span>`
}

async function pay(account: Account, { id, hosted_invoice_url: page }: Invoice, request: Request): Promise<Response> {
  const form = await readForm(request)
  const payByCard = (context: Context) => {
    const method = createPaymentMethod(context, readCard(en, form))
    return payInvoice(context, context.get('invoice', id), { paymentMethod: method.id, isOffSession: false })
  }
  const step = runStep(account, payByCard, id)
  if (step.kind === 'refused') return show(account, id, step.message)
  if (step.result.status === 'open')
    return show(
      account,
      id,
      'This card asks for authentication, which this page does not play. Use another card, or pay in the portal.',
    )
  return redirect(page ?? '/')
}

function download(account: Account, invoice: Invoice): Response {
  const lines = account.run({ kind: 'page' }, (context) => [
    `Invoice ${invoice.number ?? ''}`,
    `To: ${invoice.customer_name ?? invoice.customer_email ?? ''}`,
    '',
    ...linesOf(context, invoice).map((line) => `${line.description ?? ''}   ${moneyText(line.amount, line.currency)}`),
    '',
    `Total: ${moneyText(invoice.total, invoice.currency)}`,
    'Test stand-in for Stripe: no real money.',
  ])
  const headers = {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="Invoice-${invoice.number}.pdf"`,
    'cache-control': 'no-store',
  }
  return new Response(invoicePdf(lines), { headers })
}

import { openIntentOf } from '../../billing/invoices/invoice-payments.ts'
import { payInvoice } from '../../billing/invoices/pay-invoice.ts'
import type { Account } from '../../kernel/account.ts'
import type { Context } from '../../kernel/context.ts'
import { type Resource, type RouteCall, route } from '../../kernel/resource.ts'
import { finishPaymentAuthentication } from '../../payments/confirm-payment-intent.ts'
import { createPaymentMethod } from '../../resources/payment-methods.ts'
import { bankPage } from '../shared/bank-page.ts'
import { readCard } from '../shared/card-form.ts'
import { hostedPage, messagePage, redirect } from '../shared/hosted-page.ts'
import { problemIn, readForm, runStep } from '../shared/run-page.ts'
import { type TypedForm, untouched } from '../shared/typed-form.ts'
import { invoicePage } from './invoice-page.ts'
import { invoicePdf } from './invoice-pdf.ts'
import { factRows, type InvoiceView, lineRows, pickWords, stateText, sumRows, viewInvoice } from './invoice-view.ts'

/** Stripe's hosted invoice page: whoever has its address may see and pay it. */
export const hostedInvoice: Resource = {
  routes: [
    route('GET', '/i/:id/:secret', (call) => withInvoice(call, (visit) => show(visit))),
    route('POST', '/i/:id/:secret', (call) =>
      withInvoice(call, async (visit) => send(visit, await readForm(call.request))),
    ),
    route('GET', '/i/:id/:secret/pdf', (call) => withInvoice(call, download)),
  ],
}

type Answer = Response | Promise<Response>
type Visit = { account: Account; id: string; language: string | null }

function withInvoice({ request, path, findAccount }: RouteCall, answer: (visit: Visit) => Answer): Answer {
  const account = findAccount(path.id ?? '')
  const invoice = account?.run({ kind: 'page' }, (context) => context.find('invoice', path.id))
  const language = request.headers.get('accept-language')
  if (account && invoice && invoice._hostedSecret === path.secret) return answer({ account, id: invoice.id, language })
  const { t, locale } = pickWords(language)
  return messagePage({ title: t.notFound, text: t.notFoundText, locale, status: 404 })
}

function onView<Result>({ account, id, language }: Visit, work: (view: InvoiceView) => Result): Result {
  const look = (context: Context) => work(viewInvoice(context, context.get('invoice', id), language))
  return account.run({ kind: 'page' }, look, { about: id })
}

function show(visit: Visit, typed: TypedForm = untouched): Response {
  return onView(visit, (view) => {
    const waits = view.invoice.status === 'open' && view.intent?.status === 'requires_action'
    return hostedPage(waits && typed === untouched ? bankPage(view) : invoicePage(view, typed))
  })
}

/** The customer pays, or answers the bank. */
function send(visit: Visit, form: URLSearchParams): Response {
  const { account, id } = visit
  const outcome = form.get('outcome')
  const step = runStep(
    account,
    (context) => (outcome ? answerBank(context, id, outcome === 'succeed') : payByCard(context, visit, form)),
    id,
  )
  const problem = step.kind === 'done' ? step.result : onView(visit, ({ t }) => problemIn(t, step))
  if (problem) return show(visit, { values: form, problems: [problem] })
  return redirect(onView(visit, ({ invoice }) => invoice.hosted_invoice_url) ?? '/')
}

function payByCard(context: Context, { id, language }: Visit, form: URLSearchParams): undefined {
  const invoice = context.get('invoice', id)
  const { t } = viewInvoice(context, invoice, language)
  const method = createPaymentMethod(context, readCard(t, form, { email: invoice.customer_email }))
  payInvoice(context, invoice, { paymentMethod: method.id, isOffSession: false })
}

/** @returns what to say where the bank does not know its customer */
function answerBank(context: Context, id: string, isAuthenticated: boolean) {
  const intent = openIntentOf(context, { id })
  if (intent?.status !== 'requires_action') return undefined
  const { status, last_payment_error: error } = finishPaymentAuthentication(context, intent, isAuthenticated)
  return status === 'requires_payment_method' ? { message: error?.message ?? '' } : undefined
}

function download(visit: Visit): Response {
  return onView(visit, (view) => {
    const { invoice, t } = view
    const rows = [...factRows(view), undefined, ...lineRows(view), undefined, ...sumRows(view), undefined]
    const lines = [
      t.invoice(invoice.number ?? invoice.id),
      stateText(view),
      '',
      ...rows.map((row) => (row ? `${row.label}: ${row.text}` : '')),
      ...[invoice.description, invoice.footer].flatMap((text) => text?.split('\n') ?? []),
      t.testNotice,
    ]
    const headers = {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="Invoice-${invoice.number}.pdf"`,
      'cache-control': 'no-store',
    }
    return new Response(invoicePdf(lines), { headers })
  })
}

import { completeSession, resumeSession } from '../../checkout/complete-session.ts'
import type { Session } from '../../checkout/session-lines.ts'
import type { Account } from '../../kernel/account.ts'
import type { Context } from '../../kernel/context.ts'
import { type Resource, type RouteCall, route } from '../../kernel/resource.ts'
import { finishPaymentAuthentication } from '../../payments/confirm-payment-intent.ts'
import { finishSetupAuthentication } from '../../payments/confirm-setup-intent.ts'
import { createPaymentMethod } from '../../resources/payment-methods.ts'
import { readCard } from '../shared/card-form.ts'
import { messagePage, redirect } from '../shared/hosted-page.ts'
import { readForm, runStep } from '../shared/run-page.ts'
import { authenticationPage, checkoutPage, savedMethodsOf, type Typed } from './checkout-page.ts'

/** Stripe's hosted checkout page: whoever has its address may pay. */
export const hostedCheckout: Resource = {
  routes: [
    route('GET', '/c/pay/:id', (call) => withSession(call, (account, id) => show(account, id))),
    route('POST', '/c/pay/:id', (call) => withSession(call, (account, id) => pay(account, id, call.request))),
    route('POST', '/c/pay/:id/authentication', (call) =>
      withSession(call, (account, id) => authenticate(account, id, call.request)),
    ),
  ],
}

type Answer = Response | Promise<Response>

function withSession({ path, findAccount }: RouteCall, answer: (account: Account, id: string) => Answer): Answer {
  const account = findAccount(path.id ?? '')
  if (!account || !path.id?.startsWith('cs_')) {
    return messagePage({
      title: 'Something went wrong',
      text: 'The page you were looking for could not be found. Please check the URL or contact the merchant.',
      status: 404,
    })
  }
  return answer(account, path.id)
}

function show(account: Account, id: string, typed?: Typed): Response {
  return account.run({ kind: 'page' }, (context) => {
    const session = context.get('checkout.session', id)
    if (session.status === 'expired') return expiredPage(session)
    if (session.status === 'complete') return leave(session)
    return session._attempt && !typed ? authenticationPage(session) : checkoutPage(context, session, typed)
  })
}

async function pay(account: Account, id: string, request: Request): Promise<Response> {
  const form = await readForm(request)
  const email = form.get('email')?.trim() || null
  const name = form.get('billingName')?.trim() || null
  const step = runStep(account, (context) => {
    const session = context.get('checkout.session', id)
    return completeSession(context, session, { method: chosenMethod(context, session, form, email), email, name })
  })
  if (step.kind === 'refused')
    return show(account, id, { error: step.message, ...(email && { email }), ...(name && { name }) })
  return step.result.status === 'complete' ? leave(step.result) : show(account, id)
}

function chosenMethod(context: Context, session: Session, form: URLSearchParams, email: string | null) {
  const saved = savedMethodsOf(context, session).find((method) => method.id === form.get('paymentMethod'))
  // A number that was typed says more than a choice that was made for its typist.
  if (saved && !form.get('cardNumber')) return saved
  return createPaymentMethod(context, readCard(form, email))
}

async function authenticate(account: Account, id: string, request: Request): Promise<Response> {
  const isAuthenticated = (await readForm(request)).get('outcome') === 'succeed'
  const session = account.run({ kind: 'page' }, (context) => {
    const waiting = context.get('checkout.session', id)
    const payment = context.find('payment_intent', waiting._attempt)
    if (payment) return resumeSession(context, waiting, finishPaymentAuthentication(context, payment, isAuthenticated))
    const setup = context.find('setup_intent', waiting._attempt)
    return setup ? resumeSession(context, waiting, finishSetupAuthentication(context, setup, isAuthenticated)) : waiting
  })
  if (session.status === 'complete') return leave(session)
  return show(account, id, {
    error: 'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  })
}

function leave(session: Session): Response {
  const url = session.success_url ?? session.return_url
  if (!url) return messagePage({ title: 'Thank you', text: 'Your payment was received.' })
  return redirect(url.replaceAll('{CHECKOUT_SESSION_ID}', session.id))
}

function expiredPage({ cancel_url: back }: Session): Response {
  return messagePage({
    title: 'This checkout has expired',
    text: 'Nothing was charged. Go back to the merchant to start again.',
    back: back ? { url: back, label: 'Back' } : undefined,
    status: 410,
  })
}

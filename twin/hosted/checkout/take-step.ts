// What becomes of a checkout when its page is opened or sent, wherever the page stands.
import { completeSession } from '../../checkout/complete-session.ts'
import { finishSession } from '../../checkout/finish-session.ts'
import type { Session } from '../../checkout/session-lines.ts'
import type { Account } from '../../kernel/account.ts'
import type { Context } from '../../kernel/context.ts'
import { finishPaymentAuthentication } from '../../payments/confirm-payment-intent.ts'
import { finishSetupAuthentication } from '../../payments/confirm-setup-intent.ts'
import { createPaymentMethod } from '../../resources/payment-methods.ts'
import { readCard } from '../shared/card-form.ts'
import type { HostedPage } from '../shared/hosted-page.ts'
import { runStep } from '../shared/run-page.ts'
import { authenticationPage, checkoutPage, expiredPage, savedMethodsOf, type Typed } from './checkout-page.ts'

/** The page to show next; or the session, now that it is complete. */
export type CheckoutStep = { kind: 'page'; page: HostedPage } | { kind: 'complete'; session: Session }

export function openCheckout(account: Account, id: string, typed?: Typed): CheckoutStep {
  return account.run({ kind: 'page' }, (context): CheckoutStep => {
    const session = context.get('checkout.session', id)
    if (session.status === 'complete') return { kind: 'complete', session }
    if (session.status === 'expired') return { kind: 'page', page: expiredPage(session) }
    return {
      kind: 'page',
      page: session._attempt && !typed ? authenticationPage() : checkoutPage(context, session, typed),
    }
  })
}

/** The customer pays, or answers the bank. */
export function sendCheckout(account: Account, id: string, form: URLSearchParams): CheckoutStep {
  const outcome = form.get('outcome')
  if (outcome) return authenticate(account, id, outcome === 'succeed')
  const email = form.get('email')?.trim() || null
  const name = form.get('billingName')?.trim() || null
  const complete = (context: Context) => {
    const session = context.get('checkout.session', id)
    return completeSession(context, session, { method: chosenMethod(context, session, form, email), email, name })
  }
  const step = runStep(account, complete, id)
  if (step.kind === 'done') return openCheckout(account, id)
  return openCheckout(account, id, { error: step.message, ...(email && { email }), ...(name && { name }) })
}

function authenticate(account: Account, id: string, isAuthenticated: boolean): CheckoutStep {
  const finish = (context: Context) => {
    const waiting = context.get('checkout.session', id)
    const payment = context.find('payment_intent', waiting._attempt)
    if (payment) return finishSession(context, waiting, finishPaymentAuthentication(context, payment, isAuthenticated))
    const setup = context.find('setup_intent', waiting._attempt)
    return setup ? finishSession(context, waiting, finishSetupAuthentication(context, setup, isAuthenticated)) : waiting
  }
  const session = account.run({ kind: 'page' }, finish, { about: id })
  if (session.status === 'complete') return { kind: 'complete', session }
  return openCheckout(account, id, {
    error: 'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  })
}

function chosenMethod(context: Context, session: Session, form: URLSearchParams, email: string | null) {
  const saved = savedMethodsOf(context, session).find((method) => method.id === form.get('paymentMethod'))
  // A number that was typed says more than a choice that was made for its typist.
  if (saved && !form.get('cardNumber')) return saved
  return createPaymentMethod(context, readCard(form, email))
}

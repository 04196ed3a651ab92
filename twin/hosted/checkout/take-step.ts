// What becomes of a checkout when its page is opened or sent, wherever the page stands.
import { completeSession } from '../../checkout/complete-session.ts'
import { finishSession } from '../../checkout/finish-session.ts'
import { removePromotionCode } from '../../checkout/promotion-code.ts'
import { savedMethodsOf } from '../../checkout/saved-methods.ts'
import type { Session } from '../../checkout/session-lines.ts'
import type { Account } from '../../kernel/account.ts'
import { callOperation } from '../../kernel/call-operation.ts'
import type { Context } from '../../kernel/context.ts'
import { finishPaymentAuthentication } from '../../payments/confirm-payment-intent.ts'
import { finishSetupAuthentication } from '../../payments/confirm-setup-intent.ts'
import { bankPage } from '../shared/bank-page.ts'
import type { HostedPage } from '../shared/hosted-page.ts'
import { problemIn, runStep } from '../shared/run-page.ts'
import type { Problem } from '../shared/typed-form.ts'
import { checkoutPage, expiredPage } from './checkout-page.ts'
import { readMethod } from './method-fields.ts'
import { changeOptional, changeOrder } from './order-fields.ts'
import { findProblems, readDetails } from './read-details.ts'
import { type CheckoutView, viewCheckout } from './view.ts'

/** The page to show next; or what to see of the session, now that it is complete. */
export type CheckoutStep = { kind: 'page'; page: HostedPage } | { kind: 'complete'; view: CheckoutView }

export type Checkout = { account: Account; id: string; language: string | null }

/** What a step left to say, with the form as it was sent. */
type Said = { form?: URLSearchParams; problems?: Problem[]; notice?: string | undefined }

export function openCheckout(checkout: Checkout, { form, problems = [], notice }: Said = {}): CheckoutStep {
  return onView(checkout, (view): CheckoutStep => {
    const { session } = view
    if (session.status === 'complete') return { kind: 'complete', view }
    if (session.status === 'expired') return { kind: 'page', page: expiredPage(view) }
    if (session._attempt && !form) return { kind: 'page', page: bankPage(view) }
    const typed = { values: form ?? new URLSearchParams(), problems }
    return { kind: 'page', page: checkoutPage({ ...view, typed, notice }) }
  })
}

/** The customer changes the order, pays, or answers the bank. */
export function sendCheckout(checkout: Checkout, form: URLSearchParams): CheckoutStep {
  const outcome = form.get('outcome')
  if (outcome) return authenticate(checkout, outcome === 'succeed')
  const { account, id, language } = checkout
  const take = (context: Context) =>
    takeStep(viewCheckout(context, context.get('checkout.session', id), language), form)
  const step = runStep(account, take, id)
  if (step.kind === 'done') return openCheckout(checkout, step.result && withoutUsedUp(form, step.result))
  const problem = onView(checkout, ({ t }) => problemIn(t, step))
  return openCheckout(checkout, { form, problems: [problem] })
}

/** @returns what to say on the page that stays; nothing when the session is paid or waits for the bank */
function takeStep(view: CheckoutView, form: URLSearchParams): Said | undefined {
  const { context, session: before, t, money } = view
  if (form.has('removeMethod')) return { notice: removeMethod(view, form.get('removeMethod') ?? '') }
  const chosen = changeOptional(view, form)
  if (chosen !== before) return { notice: t.totalChanged(money(chosen.amount_total ?? 0)) }
  const session = form.has('removeCode') ? removePromotionCode(context, before) : changeOrder(view, form)
  if (session !== before) return { notice: t.totalChanged(money(session.amount_total ?? 0)) }
  if (form.has('updateOrder')) return {}
  const details = readDetails(view, form)
  const problems = findProblems(view, form, details)
  if (problems.length > 0) return { problems }
  const { email, phone, address } = details
  const method = readMethod(view, form, { email, ...(phone && { phone }), ...(address && { address }) })
  completeSession(context, session, { ...details, method, savesMethod: form.get('saveMethod') === 'yes' })
  return undefined
}

/** What was typed stays, but for what this step has used up. */
function withoutUsedUp(form: URLSearchParams, said: Said): Said {
  const kept = new URLSearchParams(form)
  if (!said.problems) kept.delete('promotionCode')
  if (form.has('removeMethod')) kept.delete('paymentMethod')
  return { form: kept, ...said }
}

function removeMethod(view: CheckoutView, id: string): string | undefined {
  const { context, session, t } = view
  const canRemove = session.saved_payment_method_options?.payment_method_remove === 'enabled'
  if (!canRemove || !savedMethodsOf(context, session).some((method) => method.id === id)) return undefined
  callOperation(context, 'paymentMethods.detach', {}, { id })
  return t.savedMethodRemoved
}

function authenticate(checkout: Checkout, isAuthenticated: boolean): CheckoutStep {
  const message = onView(checkout, ({ context, session: waiting, t }) => {
    const { status } = answerBank(context, waiting, isAuthenticated)
    return status === 'complete' ? undefined : t.authenticationFailed
  })
  return openCheckout(checkout, message ? { form: new URLSearchParams(), problems: [{ message }] } : {})
}

function answerBank(context: Context, waiting: Session, isAuthenticated: boolean): Session {
  const payment = context.find('payment_intent', waiting._attempt)
  if (payment) return finishSession(context, waiting, finishPaymentAuthentication(context, payment, isAuthenticated))
  const setup = context.find('setup_intent', waiting._attempt)
  return setup ? finishSession(context, waiting, finishSetupAuthentication(context, setup, isAuthenticated)) : waiting
}

function onView<Result>({ account, id, language }: Checkout, work: (view: CheckoutView) => Result): Result {
  const look = (context: Context) => work(viewCheckout(context, context.get('checkout.session', id), language))
  return account.run({ kind: 'page' }, look, { about: id })
}

// What a person sees at a checkout session's address.
import type { HostedPage } from '../shared/hosted-page.ts'
import { type Html, html } from '../shared/html.ts'
import { linkedText } from '../shared/linked-text.ts'
import { problemText } from '../shared/typed-form.ts'
import {
  billingFields,
  consentFields,
  contactFields,
  customFields,
  shippingFields,
  taxFields,
} from './detail-fields.ts'
import { methodFields } from './method-fields.ts'
import { orderFields } from './order-fields.ts'
import { hasTrial, orderSummary } from './order-summary.ts'
import type { CheckoutView } from './view.ts'

export function checkoutPage(view: CheckoutView): HostedPage {
  const { session, t, business, locale, typed, notice } = view
  const { submit, after_submit: afterSubmit } = session.custom_text
  return {
    title: t.checkout,
    business,
    locale,
    back: backOf(view),
    status: typed.problems.length > 0 ? 402 : 200,
    summary: orderSummary(view),
    main: html`<h1>${headings[session.mode]?.(t)}</h1>
${problemText(typed)}${notice && html`<p class="done" role="status">${notice}</p>`}
<form class="PaymentForm-form" method="post" novalidate>
<button class="first" tabindex="-1" aria-hidden="true"></button>
${orderFields(view)}${contactFields(view)}${shippingFields(view)}${billingFields(view)}${taxFields(view)}${customFields(view)}
${methodFields(view)}${consentFields(view)}
${submit && html`<p class="hint">${linkedText(submit.message)}</p>`}
<button class="wide SubmitButton" type="submit" data-testid="hosted-payment-submit-button">${buttonText(view)}</button>
${afterSubmit && html`<p class="hint">${linkedText(afterSubmit.message)}</p>`}
</form>`,
  }
}

export function expiredPage(view: CheckoutView): HostedPage {
  const { t, business, locale, session, context } = view
  const recovery = session.after_expiration?.recovery
  const url = recovery && (recovery.expires_at ?? 0) > context.now() ? recovery.url : null
  return {
    title: t.expired,
    business,
    locale,
    back: backOf(view),
    status: 410,
    summary: html``,
    main: html`<h1>${t.expired}</h1><p>${url ? t.expiredRecoverText : t.expiredText}</p>
${url && html`<p><a class="button" href="${url}">${t.startAgain}</a></p>`}`,
  }
}

/** For whoever comes back to a checkout that is over. */
export function completePage({ t, business, locale }: CheckoutView, url: string | undefined): HostedPage {
  return {
    title: t.complete,
    business,
    locale,
    summary: html``,
    main: html`<h1>${t.complete}</h1><p>${t.completeText}</p>
${url && html`<p><a class="button" href="${url}">${t.goOn}</a></p>`}`,
  }
}

export function thanks({ t, session }: CheckoutView): Html {
  return html`<h1>${t.thankYou}</h1><p role="status">${thanksFor(session, t)}</p>`
}

function thanksFor({ mode, payment_status: status }: CheckoutView['session'], t: CheckoutView['t']): string {
  if (mode === 'setup') return t.saved
  if (status === 'unpaid') return t.processing
  return status === 'paid' ? t.paid : t.noPayment
}

function backOf({ session, t }: CheckoutView): HostedPage['back'] {
  return session.cancel_url ? { url: session.cancel_url, label: t.back, testId: 'business-link' } : undefined
}

const headings: Record<string, (t: CheckoutView['t']) => string> = {
  payment: (t) => t.pay,
  subscription: (t) => t.subscribe,
  setup: (t) => t.saveYourCard,
}

function buttonText(view: CheckoutView): string {
  const { session, t, money } = view
  const amount = money(session.amount_total ?? 0)
  if (session.mode === 'setup') return t.saveCard
  if (session.submit_type === 'book') return t.book
  if (session.submit_type === 'donate') return t.donateAmount(amount)
  if (session.mode === 'subscription' && session.submit_type !== 'pay')
    return hasTrial(view) ? t.startTrial : t.subscribe
  return session.amount_total ? t.payAmount(amount) : t.completeOrder
}

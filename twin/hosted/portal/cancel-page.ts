import { invalidRequest } from '../../kernel/stripe-error.ts'
import { cancelPlan, keepPlan } from '../../portal/cancel-plan.ts'
import { acceptOffer } from '../../portal/flow-discounts.ts'
import { refuseCancel } from '../../portal/subscription-actions.ts'
import { type Html, html } from '../shared/html.ts'
import { problemText } from '../shared/typed-form.ts'
import { asksForReason, reasonPage } from './cancel-reason-page.ts'
import { periodEnd, planName, subscriptionOf } from './plan-text.ts'
import { goBack } from './portal-frame.ts'
import { type PortalPage, runningFlow, type Visit } from './visit.ts'

export const cancelPage: PortalPage = {
  path: '/subscriptions/:subscription/cancel',
  flows: ['subscription_cancel'],
  isOffered: ({ configuration }) => configuration.features.subscription_cancel.enabled,
  show: (visit, typed) => {
    const { t, context, day, configuration } = visit
    const { mode } = configuration.features.subscription_cancel
    const subscription = subscriptionOf(visit)
    const name = planName(visit, subscription)
    const what = mode === 'immediately' ? t.cancelNow(name) : t.cancelAtEnd(name, day(periodEnd(context, subscription)))
    const main = html`<h1>${t.confirmCancel}</h1>${problemText(typed)}<p>${what}</p>
${offer(visit)}<form method="post"><p><button class="danger" data-testid="confirm">${t.cancelPlan}</button> ${goBack(visit)}</p></form>`
    return { title: t.cancelPlan, main }
  },
  submit: (visit, form) => {
    const { context, configuration } = visit
    const subscription = subscriptionOf(visit)
    const reason = refuseCancel(subscription, configuration.features)
    if (reason) throw invalidRequest(reason)
    const coupon = offeredCoupon(visit)
    if (coupon && form.has('stay')) {
      acceptOffer(context, subscription, coupon.id)
      return { kind: 'finished', done: 'offer_accepted' }
    }
    cancelPlan(context, subscription, configuration.features)
    if (!asksForReason(visit)) return { kind: 'finished', done: 'plan_canceled' }
    return { kind: 'page', path: reasonPage.path.replace(':subscription', subscription.id) }
  },
}

/** Takes back a cancellation that has not come to pass. */
export const keepPage: PortalPage = {
  path: '/subscriptions/:subscription/keep',
  isOffered: ({ configuration }) => configuration.features.subscription_cancel.enabled,
  show: (visit, typed) => {
    const { t, context, day } = visit
    const subscription = subscriptionOf(visit)
    const text = t.keepText(planName(visit, subscription), day(periodEnd(context, subscription)))
    const main = html`<h1>${t.keepTitle}</h1>${problemText(typed)}<p>${text}</p>
<form method="post"><p><button data-testid="confirm">${t.keepPlan}</button> ${goBack(visit)}</p></form>`
    return { title: t.keepTitle, main }
  },
  submit: (visit) => {
    keepPlan(visit.context, subscriptionOf(visit))
    return { kind: 'finished', done: 'plan_kept' }
  },
}

/** What the host offers to whoever stays. */
function offer(visit: Visit): Html | undefined {
  const { t, money } = visit
  const coupon = offeredCoupon(visit)
  if (!coupon) return undefined
  const off =
    coupon.percent_off === null ? money(coupon.amount_off ?? 0, coupon.currency ?? 'usd') : `${coupon.percent_off} %`
  return html`<section><h2>${t.offerTitle}</h2><p>${t.offerText(off, coupon.duration_in_months, coupon.duration)}</p>
<form method="post"><p><button name="stay" value="yes">${t.acceptOffer}</button></p></form></section>`
}

function offeredCoupon({ context, session }: Visit) {
  const id = runningFlow(session)?.subscription_cancel?.retention?.coupon_offer?.coupon
  return context.find('coupon', id)
}

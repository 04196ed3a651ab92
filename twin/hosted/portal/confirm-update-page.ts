import { productName } from '../../billing/invoices/invoice-lines.ts'
import { itemsOf, type Subscription } from '../../billing/subscriptions/subscription-items.ts'
import { invalidRequest, notPlayed } from '../../kernel/stripe-error.ts'
import { changePlan, previewChange, waitingChange, waitsForPeriodEnd } from '../../portal/change-plan.ts'
import { givenDiscounts } from '../../portal/flow-discounts.ts'
import { type PlanChange, refusePlanChange } from '../../portal/plan-change.ts'
import { refuseUpdate } from '../../portal/subscription-actions.ts'
import { discountText } from '../shared/discount-text.ts'
import { type Html, html } from '../shared/html.ts'
import { problemText } from '../shared/typed-form.ts'
import { methodText } from '../shared/words.ts'
import { codeField, readCode, type TypedCode } from './plan-code.ts'
import { planName, planPrice, priceText, subscriptionOf } from './plan-text.ts'
import { goBack } from './portal-frame.ts'
import { type PortalPage, runningFlow, type Visit } from './visit.ts'

export const confirmUpdatePage: PortalPage = {
  path: '/subscriptions/:subscription/update/confirm',
  flows: ['subscription_update', 'subscription_update_confirm'],
  isOffered: ({ configuration }) => configuration.features.subscription_update.enabled,
  show: (visit, typed) => {
    const { t } = visit
    const subscription = subscriptionOf(visit)
    const refusal = whyNot(visit, subscription)
    const typedCode = readCode(visit, subscription)
    const found = refusal ? { message: refusal } : typedCode.problem
    const problems = { problems: found ? [found] : typed.problems }
    const main = html`<h1>${t.confirmUpdate}</h1>${problemText(problems)}
${refusal ? html`<p>${goBack(visit)}</p>` : confirmation(visit, subscription, typedCode)}`
    return { title: t.confirmUpdate, main }
  },
  submit: (visit) => {
    const subscription = subscriptionOf(visit)
    const refusal = whyNot(visit, subscription)
    if (refusal) throw invalidRequest(refusal)
    changePlan(visit.context, subscription, visit.configuration.features, readChange(visit, subscription))
    return { kind: 'finished', done: 'plan_updated' }
  },
}

function confirmation(visit: Visit, subscription: Subscription, typedCode: TypedCode): Html {
  const { t, context, configuration, money, day } = visit
  const change = readChange(visit, subscription)
  const preview = previewChange(context, subscription, configuration.features, change)
  const { price, dueNow, later, laterAt } = preview
  const quantity = change.quantity ?? itemsOf(context, subscription)[0]?.quantity ?? 1
  const name = `${quantity > 1 ? `${quantity} × ` : ''}${productName(context, price)}`
  return html`<ul class="rows">
<li><span>${t.from}: ${planName(visit, subscription)}</span><span class="end">${planPrice(visit, subscription)}</span></li>
<li><span>${t.to}: ${name}</span><span class="end">${priceText(visit, price, quantity)}</span></li>
<li><strong>${t.dueToday}</strong><strong class="end">${money(Math.max(0, dueNow), price.currency)}</strong></li>
<li><span>${t.nextPayment}</span><span class="end">${money(later, price.currency)}, ${day(laterAt)}</span></li>
${discountRow(visit, typedCode)}
${payer(visit, subscription)}
</ul>
${codeField(visit, typedCode)}
<form method="post"><p><button data-testid="confirm">${t.confirm}</button> ${goBack(visit)}</p></form>`
}

function discountRow({ t, context, locale }: Visit, { code }: TypedCode): Html | undefined {
  const coupon = context.find('coupon', code?.promotion.coupon as string | undefined)
  return coupon && html`<li><span>${t.discount}</span><span class="end">${discountText(t, coupon, locale)}</span></li>`
}

function payer({ t, context, customer }: Visit, subscription: Subscription): Html | undefined {
  const id = subscription.default_payment_method ?? customer.invoice_settings.default_payment_method
  const method = context.find('payment_method', id as string | null)
  return method && html`<li><span>${t.payWith}</span><span class="end">${methodText(method, t)}</span></li>`
}

/** What the flow was made for, or what was chosen on the page before. */
function readChange(visit: Visit, subscription: Subscription): PlanChange {
  const { context, session, query } = visit
  const { code } = readCode(visit, subscription)
  const flow = runningFlow(session)?.subscription_update_confirm
  const [item] = itemsOf(context, subscription)
  const [given] = flow?.items ?? []
  const quantity = flow ? given?.quantity : Number(query.get('quantity') ?? item?.quantity ?? 1)
  return {
    id: item?.id ?? '',
    price: (flow ? given?.price : query.get('price')) ?? item?._price ?? '',
    ...(quantity !== undefined && Number.isSafeInteger(quantity) ? { quantity } : {}),
    discounts: code ? [{ promotion_code: code.id }] : givenDiscounts(flow?.discounts),
  }
}

function whyNot(visit: Visit, subscription: Subscription): string | undefined {
  const { context, configuration } = visit
  const reason = refuseUpdate(context, subscription, configuration.features)
  if (reason) return reason
  const change = readChange(visit, subscription)
  const refusal = refusePlanChange(context, subscription, configuration, change)
  if (refusal) return refusal.isNoChange ? visit.t.noChanges : refusal.message
  const waits = waitsForPeriodEnd(context, subscription, configuration.features.subscription_update, change)
  return waits ? notPlayed(waitingChange).message : undefined
}

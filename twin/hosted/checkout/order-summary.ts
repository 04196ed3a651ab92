// What is bought, what it costs now, and what later.
import { discountsOf } from '../../checkout/session-discounts.ts'
import { viewLines } from '../../checkout/session-totals.ts'
import { discountText } from '../shared/discount-text.ts'
import { type Html, html } from '../shared/html.ts'
import type { CheckoutView } from './view.ts'

export function orderSummary(view: CheckoutView): Html {
  const { session, t, money } = view
  if (session.mode === 'setup') return html`<p class="quiet">${t.saveForLater}</p>`
  return html`<p class="amount">${money(session.amount_total ?? 0)}</p>
${trialText(view)}
<ul class="rows">${orderLines(view)}</ul>
<ul class="rows totals">
${row(t.subtotal, money(session.amount_subtotal ?? 0))}
${discountRow(view)}
${session.shipping_cost && row(t.shippingCost, money(session.shipping_cost.amount_total))}
<li><strong>${t.dueToday}</strong><strong class="end" id="OrderDetails-TotalAmount">${money(session.amount_total ?? 0)}</strong></li>
</ul>`
}

function orderLines({ context, session, t, money }: CheckoutView): Html[] {
  return viewLines(context, session).map(({ description, quantity, amount_subtotal: amount, price }) => {
    const { recurring } = price
    const cost = quantity === null ? t.billedByUsage : money(amount)
    return html`<li><span>${(quantity ?? 1) > 1 && `${quantity} × `}${description ?? price.id}</span><span class="end">${cost} ${recurring && t.per(recurring)}</span></li>`
  })
}

function row(label: string, amount: string): Html {
  return html`<li><span>${label}</span><span class="end">${amount}</span></li>`
}

function discountRow(view: CheckoutView): Html | undefined {
  const { context, session, t, money, locale } = view
  const [discount] = discountsOf(session)
  if (!discount) return undefined
  const code = context.find('promotion_code', discount.promotion_code)
  const coupon = context.find('coupon', (code?.promotion.coupon as string | undefined) ?? discount.coupon)
  if (!coupon) return undefined
  const off = money(-(session.total_details?.amount_discount ?? 0))
  return html`<li><span>${code?.code ?? coupon.name ?? coupon.id}<br><span class="quiet">${discountText(t, coupon, locale)}</span></span><span class="end">${off}</span></li>`
}

function trialText({ context, session, t, money, day }: CheckoutView): Html | undefined {
  const { trial_period_days: days, trial_end: end } = session._subscriptionData ?? {}
  if (!days && !end) return undefined
  const lines = viewLines(context, session).filter(({ price }) => price.recurring)
  const later = lines.reduce((sum, { amount_total: amount }) => sum + amount, 0)
  const recurring = lines[0]?.price.recurring
  return html`<p><strong>${days ? t.daysFree(days) : t.freeUntil(day(end ?? 0))}</strong><br>
<span class="quiet">${t.afterwards(`${money(later)} ${recurring ? t.per(recurring) : ''}`)}</span></p>`
}

export function hasTrial({ session: { _subscriptionData: data } }: CheckoutView): boolean {
  return Boolean(data?.trial_period_days || data?.trial_end)
}

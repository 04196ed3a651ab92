import { itemPrice, productName } from '../../billing/invoices/invoice-lines.ts'
import { itemsOf } from '../../billing/subscriptions/subscription-items.ts'
import { invalidRequest } from '../../kernel/stripe-error.ts'
import type { StripeObject } from '../../kernel/wire.ts'
import { refuseUpdate } from '../../portal/subscription-actions.ts'
import { type Html, html } from '../shared/html.ts'
import { problemText } from '../shared/typed-form.ts'
import { priceText, subscriptionOf } from './plan-text.ts'
import { goBack } from './portal-frame.ts'
import type { PortalPage, Visit } from './visit.ts'

type Item = StripeObject<'subscription_item'>

/** Choosing a plan changes nothing: the choice goes to the page that asks to confirm it. */
export const updatePage: PortalPage = {
  path: '/subscriptions/:subscription/update',
  flows: ['subscription_update'],
  isOffered: ({ configuration }) => configuration.features.subscription_update.enabled,
  show: (visit, typed) => {
    const { t, context, configuration, at } = visit
    const subscription = subscriptionOf(visit)
    const reason = refuseUpdate(context, subscription, configuration.features)
    if (reason) throw invalidRequest(reason)
    const [item] = itemsOf(context, subscription)
    if (!item) throw invalidRequest(t.noOtherPlan)
    const main = html`<h1>${t.choosePlan}</h1>${problemText(typed)}
<form action="${at}/subscriptions/${subscription.id}/update/confirm">${choices(visit, item)}${quantityField(visit, item)}
<p><button>${t.continue}</button> ${goBack(visit)}</p></form>`
    return { title: t.updatePlan, main }
  },
}

function choices(visit: Visit, item: Item): Html {
  const { t, context, configuration } = visit
  const current = itemPrice(context, item)
  const { default_allowed_updates: allowed } = configuration.features.subscription_update
  const offered = allowed.includes('price')
    ? (configuration._products ?? []).flatMap(({ prices }) => prices.map((id) => context.get('price', id)))
    : []
  const others = offered.filter(
    ({ id, currency, active }) => id !== current.id && currency === current.currency && active,
  )
  const rows = [current, ...others].map((price, index) => {
    const mark = price.id === current.id && html` <span class="badge">${t.currentPlan}</span>`
    return html`<label class="choice"><input type="radio" name="price" value="${price.id}" ${index === 0 && html`checked`}> ${productName(context, price)}, ${priceText(visit, price)}${mark}</label>`
  })
  return html`<fieldset><legend>${t.choices}</legend>${rows}</fieldset>`
}

function quantityField({ t, configuration }: Visit, item: Item): Html | undefined {
  const { default_allowed_updates: allowed } = configuration.features.subscription_update
  const product = configuration._products?.find(({ prices }) => prices.includes(item._price ?? ''))
  const { enabled = false, minimum = 0, maximum = null } = product?.adjustable_quantity ?? {}
  if (!allowed.includes('quantity') && !enabled) return undefined
  const limits = html`min="${Math.max(1, minimum)}" ${maximum !== null && html`max="${maximum}"`}`
  return html`<div class="field"><label for="quantity">${t.quantity}</label><input id="quantity" name="quantity" type="number" inputmode="numeric" ${limits} value="${item.quantity ?? 1}"></div>`
}

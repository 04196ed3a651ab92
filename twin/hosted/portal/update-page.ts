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
    const address = `${at}/subscriptions/${subscription.id}/update`
    const main = html`<h1>${t.choosePlan}</h1>${problemText(typed)}
<form action="${address}/confirm"><button class="first" tabindex="-1" aria-hidden="true"></button>${choices(visit, item, address)}${quantityField(visit, item)}
<p><button data-testid="continue-button">${t.continue}</button> ${goBack(visit)}</p></form>`
    return { title: t.updatePlan, main }
  },
}

function choices(visit: Visit, item: Item, address: string): Html {
  const { t, context, configuration, query } = visit
  const current = itemPrice(context, item)
  const { default_allowed_updates: allowed } = configuration.features.subscription_update
  const offered = allowed.includes('price')
    ? (configuration._products ?? []).flatMap(({ prices }) => prices.map((id) => context.get('price', id)))
    : []
  const others = offered.filter(
    ({ id, currency, active }) => id !== current.id && currency === current.currency && active,
  )
  const chosen = others.find(({ id }) => id === query.get('select')) ?? current
  const cards = [current, ...others].map((price) => {
    const [name, cost] = [productName(context, price), priceText(visit, price)]
    const end =
      price === chosen
        ? html`<span class="badge">${price === current ? t.currentPlan : t.selected}</span>`
        : html`<button class="plain" name="select" value="${price.id}" formaction="${address}" aria-label="${t.select}: ${name}, ${cost}">${t.select}</button>`
    return html`<div class="choosable" data-testid="pricing-table-card"><span><strong>${name}</strong>, ${cost}</span> ${end}</div>`
  })
  return html`<fieldset data-testid="pricing-table"><legend>${t.choices}</legend><input type="hidden" name="price" value="${chosen.id}">${cards}</fieldset>`
}

function quantityField({ t, configuration, query }: Visit, item: Item): Html | undefined {
  const { default_allowed_updates: allowed } = configuration.features.subscription_update
  const product = configuration._products?.find(({ prices }) => prices.includes(item._price ?? ''))
  const { enabled = false, minimum = 0, maximum = null } = product?.adjustable_quantity ?? {}
  if (!allowed.includes('quantity') && !enabled) return undefined
  const limits = html`min="${Math.max(1, minimum)}" ${maximum !== null && html`max="${maximum}"`}`
  return html`<div class="field"><label for="quantity">${t.quantity}</label><input id="quantity" name="quantity" type="number" inputmode="numeric" ${limits} value="${query.get('quantity') ?? item.quantity ?? 1}" data-testid="portal-quantity-editor"></div>`
}

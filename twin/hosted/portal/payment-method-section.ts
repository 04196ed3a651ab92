import type { StripeObject } from '../../kernel/wire.ts'
import { listCards } from '../../portal/save-card.ts'
import { type Html, html } from '../shared/html.ts'
import { methodText } from '../shared/words.ts'
import type { Visit } from './visit.ts'

export function paymentMethodSection(visit: Visit): Html | undefined {
  const { t, context, customer, configuration, at } = visit
  if (!configuration.features.payment_method_update.enabled) return undefined
  const methods = listCards(context, customer.id)
  return html`<h2>${t.paymentMethods}</h2>
${methods.length === 0 ? html`<p class="quiet">${t.noPaymentMethod}</p>` : html`<ul class="rows">${methods.map((method) => row(visit, method))}</ul>`}
<p><a class="button plain" href="${at}/payment-methods/new" data-test="add-payment-method">${t.addPaymentMethod}</a></p>`
}

function row({ t, customer, at }: Visit, method: StripeObject<'payment_method'>): Html {
  const isDefault = customer.invoice_settings.default_payment_method === method.id
  const name = methodText(method, t)
  const actions = html`<form method="post" action="${at}/payment-methods/${method.id}/default"><button class="plain" aria-label="${t.makeDefault}: ${name}">${t.makeDefault}</button></form>
<a class="button plain" href="${at}/payment-methods/${method.id}/remove" aria-label="${t.remove}: ${name}">${t.remove}</a>`
  return html`<li><span>${name}</span><span class="end">${isDefault ? html`<span class="badge">${t.default}</span>` : actions}</span></li>`
}

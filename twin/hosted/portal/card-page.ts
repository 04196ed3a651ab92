import { makeDefault, saveCard } from '../../portal/save-card.ts'
import { cardFields, readCard } from '../shared/card-form.ts'
import { html } from '../shared/html.ts'
import { problemText } from '../shared/typed-form.ts'
import { goBack } from './portal-frame.ts'
import { type PortalPage, runningFlow } from './visit.ts'

export const cardPage: PortalPage = {
  path: '/payment-methods/new',
  flows: ['payment_method_update'],
  isOffered: ({ configuration }) => configuration.features.payment_method_update.enabled,
  show: (visit, typed) => {
    const { t, session, customer } = visit
    // The flow is there to change the card that pays.
    const choice =
      !runningFlow(session) &&
      html`<label class="choice"><input type="checkbox" name="is_default" value="yes" checked> ${t.useAsDefault}</label>`
    const main = html`<h1>${t.addPaymentMethod}</h1>${problemText(typed)}
<form method="post">${cardFields(t, typed, customer.name)}${choice}
<p><button data-testid="confirm">${t.saveCard}</button> ${goBack(visit)}</p></form>`
    return { title: t.addPaymentMethod, main }
  },
  submit: ({ context, customer, session, t }, form) => {
    const isDefault = runningFlow(session) !== undefined || form.get('is_default') === 'yes'
    const intent = saveCard(context, customer.id, readCard(t, form, { email: customer.email }))
    if (intent.status !== 'succeeded') {
      return { kind: 'page', path: `/payment-methods/authentication/${intent.id}${isDefault ? '?is_default=yes' : ''}` }
    }
    if (isDefault) makeDefault(context, customer.id, intent.payment_method as string)
    return { kind: 'finished', done: 'card_added' }
  },
}

import { callOperation } from '../../kernel/call-operation.ts'
import { resourceMissing } from '../../kernel/stripe-error.ts'
import { listCards, makeDefault } from '../../portal/save-card.ts'
import { html } from '../shared/html.ts'
import { problemText } from '../shared/typed-form.ts'
import { methodText } from '../shared/words.ts'
import { goBack } from './portal-frame.ts'
import type { PortalPage, Visit } from './visit.ts'

const isOffered: PortalPage['isOffered'] = ({ configuration }) => configuration.features.payment_method_update.enabled

export const makeDefaultPage: PortalPage = {
  path: '/payment-methods/:method/default',
  isOffered,
  show: (visit, typed) => {
    const { t } = visit
    const main = html`<h1>${t.makeDefault}</h1>${problemText(typed)}<p>${methodText(ownMethod(visit), t)}</p>
<form method="post"><p><button>${t.makeDefault}</button> ${goBack(visit)}</p></form>`
    return { title: t.makeDefault, main }
  },
  submit: (visit) => {
    makeDefault(visit.context, visit.customer.id, ownMethod(visit).id)
    return { kind: 'finished', done: 'default_changed' }
  },
}

export const removeCardPage: PortalPage = {
  path: '/payment-methods/:method/remove',
  isOffered,
  show: (visit, typed) => {
    const { t } = visit
    const main = html`<h1>${t.removeTitle}</h1>${problemText(typed)}<p>${t.removeText(methodText(ownMethod(visit), t))}</p>
<form method="post"><p>${goBack(visit, t.keepMethod)} <button class="danger">${t.remove}</button></p></form>`
    return { title: t.removeTitle, main }
  },
  submit: (visit) => {
    callOperation(visit.context, 'paymentMethods.detach', {}, { id: ownMethod(visit).id })
    return { kind: 'finished', done: 'card_removed' }
  },
}

function ownMethod({ context, customer, path }: Visit) {
  const found = listCards(context, customer.id).find(({ id }) => id === path.method)
  if (!found) throw resourceMissing('PaymentMethod', path.method ?? '')
  return found
}

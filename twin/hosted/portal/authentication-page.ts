import { cardError, resourceMissing } from '../../kernel/stripe-error.ts'
import { finishSetupAuthentication } from '../../payments/confirm-setup-intent.ts'
import { makeDefault } from '../../portal/save-card.ts'
import { html } from '../shared/html.ts'
import { problemText } from '../shared/typed-form.ts'
import type { PortalPage, Visit } from './visit.ts'

/** The bank's page, between a card's number and its being saved. */
export const authenticationPage: PortalPage = {
  path: '/payment-methods/authentication/:intent',
  flows: ['payment_method_update'],
  isOffered: ({ configuration }) => configuration.features.payment_method_update.enabled,
  show: (visit, typed) => {
    const { t, at } = visit
    const main =
      findWaiting(visit) && typed.problems.length === 0
        ? html`<h1>${t.authenticate}</h1><p>${t.authenticateText}</p>
<form method="post"><p><button id="test-source-authorize-3ds" name="outcome" value="succeed">${t.completeAuthentication}</button></p>
<p><button class="plain" id="test-source-fail-3ds" name="outcome" value="fail">${t.failAuthentication}</button></p></form>`
        : html`<h1>${t.authenticate}</h1>${problemText({ problems: [{ message: t.authenticationFailed }] })}
<p><a class="button" href="${at}/payment-methods/new">${t.addPaymentMethod}</a></p>`
    return { title: t.authenticate, main }
  },
  submit: (visit, form) => {
    const { context, customer, query, path, t } = visit
    const intent = findWaiting(visit)
    if (!intent) throw resourceMissing('setup_intent', path.intent ?? '')
    const after = finishSetupAuthentication(context, intent, form.get('outcome') === 'succeed')
    if (after.status !== 'succeeded') {
      throw cardError({ message: t.authenticationFailed, code: 'setup_intent_authentication_failure' })
    }
    if (query.get('is_default') === 'yes') makeDefault(context, customer.id, after.payment_method as string)
    return { kind: 'finished', done: 'card_added' }
  },
}

function findWaiting({ context, customer, path }: Visit) {
  const intent = context.find('setup_intent', path.intent)
  return intent?.customer === customer.id && intent.status === 'requires_action' ? intent : undefined
}

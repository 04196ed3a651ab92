// Stripe cancels first and asks for the reason then: whoever leaves without an answer has canceled all the same.
import { type Told, tellReason } from '../../portal/cancel-plan.ts'
import { type Html, html } from '../shared/html.ts'
import { problemText } from '../shared/typed-form.ts'
import { subscriptionOf } from './plan-text.ts'
import type { PortalPage, Visit } from './visit.ts'

export const reasonPage: PortalPage = {
  path: '/subscriptions/:subscription/cancel/reason',
  flows: ['subscription_cancel'],
  isOffered: (visit) => asksForReason(visit),
  show: (visit, typed) => {
    const { t } = visit
    const main = html`<h1>${t.canceled}</h1>${problemText(typed)}
<form method="post">${choices(visit)}
<p><button data-testid="cancellation_reason_submit">${t.sendReason}</button>
<button class="plain" name="none" value="yes" data-testid="cancellation_reason_cancel">${t.noReason}</button></p></form>`
    return { title: t.canceled, main }
  },
  submit: (visit, form) => {
    const subscription = subscriptionOf(visit)
    const isCanceled = subscription.canceled_at !== null
    if (isCanceled && !form.has('none')) tellReason(visit.context, subscription, readReason(visit, form))
    return { kind: 'finished', done: 'plan_canceled' }
  },
}

export function asksForReason({ configuration: { features } }: Visit): boolean {
  const { enabled, cancellation_reason: reason } = features.subscription_cancel
  return enabled && reason.enabled
}

function choices(visit: Visit): Html {
  const { t, configuration } = visit
  const { options } = configuration.features.subscription_cancel.cancellation_reason
  const own = ownOptions(visit).map(({ id, description }) => choice(id, description))
  return html`<fieldset><legend>${t.reason}</legend>${own}${options.map((option) => choice(option, t.reasons[option] ?? option))}</fieldset>
<div class="field"><label for="comment">${t.comment}</label><textarea id="comment" name="comment" rows="3"></textarea></div>`
}

function choice(value: string, words: string): Html {
  return html`<label class="choice"><input type="radio" name="feedback" value="${value}" data-test="cancel-reason-opt-${value}"> ${words}</label>`
}

/** The company's own reasons, as far as they are still offered. */
function ownOptions({ context, configuration }: Visit) {
  const ids = configuration.features.subscription_cancel.cancellation_reason.feedback_options ?? []
  return ids.flatMap((id) => {
    const option = context.find('billing.feedback_option', id as string)
    return option?.status === 'active' ? [option] : []
  })
}

function readReason(visit: Visit, form: URLSearchParams): Told {
  const { options } = visit.configuration.features.subscription_cancel.cancellation_reason
  const given = form.get('feedback') ?? ''
  const comment = form.get('comment')?.trim()
  return {
    ...(options.includes(given) && { feedback: given }),
    ...(ownOptions(visit).some(({ id }) => id === given) && { feedback_option: given }),
    ...(comment && { comment }),
  }
}

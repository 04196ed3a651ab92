import { invalidRequest } from '../../kernel/stripe-error.ts'
import { pausePlan, resumePlan } from '../../portal/pause-plan.ts'
import { refusePause } from '../../portal/subscription-actions.ts'
import { type Html, html } from '../shared/html.ts'
import { problemText } from '../shared/typed-form.ts'
import { planName, subscriptionOf } from './plan-text.ts'
import { goBack } from './portal-frame.ts'
import type { PortalPage, Visit } from './visit.ts'

export const pausePage: PortalPage = {
  path: '/subscriptions/:subscription/pause',
  flows: ['subscription_pause'],
  isOffered: ({ configuration }) => configuration.features.subscription_pause.enabled,
  show: (visit, typed) => {
    const { t } = visit
    const text = t.pauseText(planName(visit, subscriptionOf(visit)))
    const main = html`<h1>${t.pauseTitle}</h1>${problemText(typed)}<p>${text}</p>
<form method="post">${lengths(visit)}<p><button data-testid="confirm">${t.pausePlan}</button> ${goBack(visit)}</p></form>`
    return { title: t.pauseTitle, main }
  },
  submit: (visit, form) => {
    const { context, configuration } = visit
    const subscription = subscriptionOf(visit)
    const reason = refusePause(subscription, configuration.features)
    if (reason) throw invalidRequest(reason)
    const { interval_options: options } = configuration.features.subscription_pause.duration
    pausePlan(context, subscription, options[Number(form.get('length') ?? 0)] ?? options[0])
    return { kind: 'finished', done: 'plan_paused' }
  },
}

export const resumePage: PortalPage = {
  path: '/subscriptions/:subscription/resume',
  isOffered: ({ configuration }) => configuration.features.subscription_pause.enabled,
  show: (visit, typed) => {
    const { t } = visit
    const text = t.resumeText(planName(visit, subscriptionOf(visit)))
    const main = html`<h1>${t.resumeTitle}</h1>${problemText(typed)}<p>${text}</p>
<form method="post"><p><button data-testid="confirm">${t.resumePlan}</button> ${goBack(visit)}</p></form>`
    return { title: t.resumeTitle, main }
  },
  submit: (visit) => {
    resumePlan(visit.context, subscriptionOf(visit))
    return { kind: 'finished', done: 'plan_resumed' }
  },
}

function lengths({ t, configuration }: Visit): Html {
  const { type, interval_options: options } = configuration.features.subscription_pause.duration
  if (type === 'indefinite') return html`<p>${t.pauseFor}: ${t.resumesBy}</p>`
  const choices = options.map(
    (option, index) =>
      html`<label class="choice"><input type="radio" name="length" value="${index}" ${index === 0 && html`checked`}> ${t.length(option)}</label>`,
  )
  return html`<fieldset><legend>${t.pauseFor}</legend>${choices}</fieldset>`
}

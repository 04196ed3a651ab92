// What surrounds each page of the portal, and the pages that say why there is none.
import { isRecoverable } from '../../portal/session-life.ts'
import { hostedPage } from '../shared/hosted-page.ts'
import { type Html, html } from '../shared/html.ts'
import { signInForm } from './recovery.ts'
import { runningFlow, type Visit } from './visit.ts'

export function drawPage(visit: Visit, { title, main }: { title: string; main: Html }, status = 200): Response {
  const { session, configuration, business, t, locale } = visit
  const { headline, privacy_policy_url: privacy, terms_of_service_url: terms } = configuration.business_profile
  return hostedPage({
    title: `${title} · ${business}`,
    business,
    locale,
    status,
    back: session.return_url
      ? { url: session.return_url, label: t.backTo(business), testId: 'return-to-business-link' }
      : undefined,
    summary: html`<p>${headline ?? t.summary(business)}</p>
<p class="quiet">${terms && html`<a href="${terms}">${t.terms}</a> `}${privacy && html`<a href="${privacy}">${t.privacy}</a>`}</p>`,
    main,
  })
}

/** The way back from a page within: to the homepage, or out of a flow. */
export function goBack({ session, at, t }: Visit, label = t.goBack): Html {
  const url = runningFlow(session) ? session.return_url : at
  return html`${url && html`<a class="button plain" href="${url}">${label}</a>`}`
}

/** @param reason why, where there is one to tell */
export function notOfferedPage(visit: Visit, reason?: string): Response {
  const { t } = visit
  const main = html`<h1>${t.notOffered}</h1><p role="alert">${reason ?? t.notOfferedText}</p><p>${goBack(visit)}</p>`
  return drawPage(visit, { title: t.notOffered, main }, reason ? 400 : 404)
}

export function expiredPage(visit: Visit): Response {
  const { t, context, session, at } = visit
  const main = html`<h1>${t.linkExpired}</h1><p>${t.linkExpiredText}</p>
${isRecoverable(context, session) && html`<h2>${t.signIn}</h2>${signInForm(t, `${at}/recovery`)}`}`
  return drawPage(visit, { title: t.linkExpired, main }, 410)
}

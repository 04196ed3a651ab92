import { recoverSession } from '../../checkout/expire-session.ts'
import type { Session } from '../../checkout/session-lines.ts'
import type { Context } from '../../kernel/context.ts'
import { type Resource, type RouteCall, route } from '../../kernel/resource.ts'
import { hostedPage, messagePage, redirect } from '../shared/hosted-page.ts'
import { html } from '../shared/html.ts'
import { readForm } from '../shared/run-page.ts'
import { completePage, thanks } from './checkout-page.ts'
import { type Checkout, openCheckout, sendCheckout } from './take-step.ts'
import { pickWords } from './view.ts'

/** Stripe's hosted checkout page: whoever has its address may pay. */
export const hostedCheckout: Resource = {
  routes: [
    route('GET', '/c/pay/:id', (call) => withCheckout(call, show)),
    route('POST', '/c/pay/:id', (call) =>
      withCheckout(call, async (checkout) => send(checkout, await readForm(call.request))),
    ),
    route('GET', '/c/recover/:id', recover),
  ],
}

type Answer = Response | Promise<Response>

function withCheckout({ request, path, findAccount }: RouteCall, answer: (checkout: Checkout) => Answer): Answer {
  const account = findAccount(path.id ?? '')
  if (account && path.id?.startsWith('cs_'))
    return answer({ account, id: path.id, language: request.headers.get('accept-language') })
  const { t, locale } = pickWords(request.headers.get('accept-language'))
  return messagePage({ title: t.notFound, text: t.notFoundText, locale, status: 404 })
}

function show(checkout: Checkout): Response {
  const step = openCheckout(checkout)
  if (step.kind === 'page') return hostedPage(step.page)
  return hostedPage(completePage(step.view, successAddress(step.view.session)))
}

function send(checkout: Checkout, form: URLSearchParams): Response {
  const step = sendCheckout(checkout, form)
  if (step.kind === 'page') return hostedPage(step.page)
  const { session, business, locale, t } = step.view
  const url = successAddress(session)
  if (url) return redirect(url)
  return hostedPage({ title: t.thankYou, business, locale, summary: html``, main: thanks(step.view) })
}

/** Where the customer goes once it is complete, with the session's id put in. */
export function successAddress(session: Session): string | undefined {
  const url = session.success_url ?? session.return_url
  return url?.replaceAll('{CHECKOUT_SESSION_ID}', session.id)
}

/** `after_expiration.recovery.url`: leads to a session like the one that expired. */
function recover({ request, path, findAccount }: RouteCall): Response {
  const account = findAccount(path.id ?? '')
  const recoverOwn = (context: Context) => {
    const expired = context.find('checkout.session', path.id)
    return expired && recoverSession(context, expired)
  }
  const session = account?.run({ kind: 'page' }, recoverOwn, { about: path.id ?? '' })
  if (session?.url) return redirect(session.url)
  const { t, locale } = pickWords(request.headers.get('accept-language'))
  return messagePage({ title: t.unrecoverable, text: t.unrecoverableText, locale, status: 410 })
}

import { type Resource, type RouteCall, route } from '../../kernel/resource.ts'
import { html } from '../shared/html.ts'
import { readForm } from '../shared/run-page.ts'
import { successAddress } from './checkout.ts'
import { thanks } from './checkout-page.ts'
import { type CheckoutStep, openCheckout, sendCheckout } from './take-step.ts'

/**
 * The checkout page inside a frame on the host's own page (`ui_mode: 'embedded_page'`). The frame's script sends the
 * session's client secret with every step, and gets what to show: a secret stands in no address.
 */
export const embeddedCheckout: Resource = {
  routes: [route('POST', '/c/embedded', answerFrame)],
}

async function answerFrame({ request, findAccount }: RouteCall): Promise<Response> {
  const form = await readForm(request)
  const secret = form.get('client_secret') ?? ''
  const id = secret.slice(0, Math.max(0, secret.indexOf('_secret_')))
  const account = findAccount(id)
  if (!account || account.store.find('checkout.session', id)?.client_secret !== secret)
    return json({ error: 'This checkout could not be found. Its client secret is not one of a session.' }, 404)
  const isSent = form.has('step')
  const checkout = { account, id, language: request.headers.get('accept-language') }
  return describeStep(isSent ? sendCheckout(checkout, form) : openCheckout(checkout))
}

function describeStep(step: CheckoutStep): Response {
  if (step.kind === 'page') {
    const { business, summary, main } = step.page
    return json({ html: html`<div class="embedded"><p class="business">${business}</p>${summary}${main}</div>`.text })
  }
  const { session } = step.view
  // Cards lead nowhere else: a session that goes on only where it must, stays.
  const leads = session.redirect_on_completion === 'always' ? successAddress(session) : undefined
  return json({
    html: html`<div class="embedded">${thanks(step.view)}</div>`.text,
    complete: true,
    ...(leads && { return_url: leads }),
  })
}

function json(body: object, status = 200): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
}

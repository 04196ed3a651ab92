import type { Session } from '../../checkout/session-lines.ts'
import type { Account } from '../../kernel/account.ts'
import { type Resource, type RouteCall, route } from '../../kernel/resource.ts'
import { hostedPage, messagePage, redirect } from '../shared/hosted-page.ts'
import { readForm } from '../shared/run-page.ts'
import { type CheckoutStep, openCheckout, sendCheckout } from './take-step.ts'

/** Stripe's hosted checkout page: whoever has its address may pay. */
export const hostedCheckout: Resource = {
  routes: [
    route('GET', '/c/pay/:id', (call) => withSession(call, (account, id) => answer(openCheckout(account, id)))),
    route('POST', '/c/pay/:id', (call) =>
      withSession(call, async (account, id) => answer(sendCheckout(account, id, await readForm(call.request)))),
    ),
  ],
}

type Answer = Response | Promise<Response>

function withSession({ path, findAccount }: RouteCall, answerFor: (account: Account, id: string) => Answer): Answer {
  const account = findAccount(path.id ?? '')
  if (!account || !path.id?.startsWith('cs_')) {
    return messagePage({
      title: 'Something went wrong',
      text: 'The page you were looking for could not be found. Please check the URL or contact the merchant.',
      status: 404,
    })
  }
  return answerFor(account, path.id)
}

function answer(step: CheckoutStep): Response {
  return step.kind === 'page' ? hostedPage(step.page) : leave(step.session)
}

function leave(session: Session): Response {
  const url = successAddress(session)
  return url ? redirect(url) : messagePage({ title: 'Thank you', text: 'Your payment was received.' })
}

/** Where the customer goes once it is complete, with the session's id put in. */
export function successAddress(session: Session): string | undefined {
  const url = session.success_url ?? session.return_url
  return url?.replaceAll('{CHECKOUT_SESSION_ID}', session.id)
}

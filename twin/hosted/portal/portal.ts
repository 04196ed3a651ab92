import type { Account } from '../../kernel/account.ts'
import type { Context } from '../../kernel/context.ts'
import { type Resource, type RouteCall, route } from '../../kernel/resource.ts'
import { notPlayed } from '../../kernel/stripe-error.ts'
import { resumePlanAtLast } from '../../portal/pause-plan.ts'
import { findSessionByKey, isSessionOpen, markVisited } from '../../portal/session-life.ts'
import { redirect } from '../shared/hosted-page.ts'
import { problemIn, readForm, runStep, type Step } from '../shared/run-page.ts'
import { untouched } from '../shared/typed-form.ts'
import { authenticationPage } from './authentication-page.ts'
import { cancelPage, keepPage } from './cancel-page.ts'
import { reasonPage } from './cancel-reason-page.ts'
import { cardPage } from './card-page.ts'
import { confirmUpdatePage } from './confirm-update-page.ts'
import { confirmationPage } from './confirmation-page.ts'
import { detailsPage } from './details-page.ts'
import { finishFlow, flowAddress, isOfFlow } from './flow.ts'
import { homePage } from './home-page.ts'
import { pausePage, resumePage } from './pause-page.ts'
import { makeDefaultPage, removeCardPage } from './payment-method-pages.ts'
import { drawPage, expiredPage, notOfferedPage } from './portal-frame.ts'
import { recovery, unknownPage } from './recovery.ts'
import { updatePage } from './update-page.ts'
import { type PortalPage, runningFlow, startVisit, type Visit } from './visit.ts'

const pages: PortalPage[] = [
  homePage,
  updatePage,
  confirmUpdatePage,
  cancelPage,
  reasonPage,
  keepPage,
  pausePage,
  resumePage,
  cardPage,
  authenticationPage,
  makeDefaultPage,
  removeCardPage,
  detailsPage,
  confirmationPage,
]

/** Stripe's hosted customer portal. The secret in the address is all that opens it: there is no cookie. */
export const hostedPortal: Resource = {
  routes: [
    ...pages.map((page) => route('GET', `/p/session/:key${page.path}`, (call) => answer(page, call))),
    ...pages
      .filter((page) => page.submit)
      .map((page) => route('POST', `/p/session/:key${page.path}`, (call) => answer(page, call))),
    ...recovery.routes,
  ],
  internal: recovery.internal,
  jobs: { 'portal.resume_plan': resumePlanAtLast },
}

async function answer(page: PortalPage, call: RouteCall): Promise<Response> {
  const account = call.findAccount(call.path.key ?? '')
  if (!account) return unknownPage(call.request)
  const form = call.request.method === 'POST' ? await readForm(call.request) : undefined
  const step = runStep(
    account,
    (context) => withVisit(context, page, call, (visit) => turn(visit, page, form)),
    call.path.key,
  )
  return step.kind === 'done' ? step.result : showProblem(account, page, call, { form, step })
}

type Refused = { form: URLSearchParams | undefined; step: Extract<Step<unknown>, { kind: 'refused' }> }

/** The page again with what is wrong; where it cannot be shown at all, why it cannot, and the way back. */
function showProblem(account: Account, page: PortalPage, call: RouteCall, { form, step: refusal }: Refused): Response {
  const step = runStep(
    account,
    (context) =>
      withVisit(context, page, call, (visit) => {
        const typed = { values: form ?? new URLSearchParams(), problems: [problemIn(visit.t, refusal)] }
        return drawPage(visit, page.show(visit, typed), 400)
      }),
    call.path.key,
  )
  if (step.kind === 'done') return step.result
  if (step.codes.includes('resource_missing')) return unknownPage(call.request)
  const explain = (context: Context) => withVisit(context, page, call, (visit) => notOfferedPage(visit, step.message))
  return account.run({ kind: 'page' }, explain, { about: call.path.key ?? '' })
}

function withVisit(context: Context, page: PortalPage, call: RouteCall, answer: (visit: Visit) => Response): Response {
  const session = findSessionByKey(context, call.path.key ?? '')
  if (!session || !context.find('customer', session.customer)) return unknownPage(call.request)
  if (!isSessionOpen(context, session)) return expiredPage(startVisit(context, session, call))
  const visit = startVisit(context, markVisited(context, session), call)
  const flow = runningFlow(visit.session)
  if (flow && !isOfFlow(page, visit)) return redirect(`${visit.at}${flowAddress(flow)}`)
  const isOver = session.flow && !flow && session.flow.after_completion.type !== 'portal_homepage'
  if (isOver && page !== confirmationPage) return redirect(`${visit.at}${confirmationPage.path}`)
  return page.isOffered(visit) ? answer(visit) : notOfferedPage(visit)
}

function turn(visit: Visit, page: PortalPage, form: URLSearchParams | undefined): Response {
  if (!form) return drawPage(visit, page.show(visit, untouched))
  if (!page.submit) throw notPlayed('this form')
  const next = page.submit(visit, form)
  if (next.kind === 'page') return redirect(`${visit.at}${next.path}`)
  return redirect(finishFlow(visit) ?? `${visit.at}?done=${next.done}`)
}

import { readFileSync } from 'node:fs'
import { redirect } from '../hosted/shared/hosted-page.ts'
import { html } from '../hosted/shared/html.ts'
import { readForm } from '../hosted/shared/run-page.ts'
import type { Account } from '../kernel/account.ts'
import { type Resource, type RouteCall, route } from '../kernel/resource.ts'
import { moveClock, showClock } from './clock.ts'
import { dashboardPage, dashboardStylesheet, headers, pathOf } from './dashboard-page.ts'
import { resendDelivery, showDeliveries } from './deliveries.ts'
import { showEvents } from './events.ts'
import { changeFaults, showFaults } from './faults.ts'
import { showCall, showLedger } from './ledger.ts'
import { showObject, showObjectKinds, showObjects } from './objects.ts'
import { showAccounts, showOverview } from './overview.ts'

const css = readFileSync(new URL('./dashboard.css', import.meta.url), 'utf8')

/** What a developer looks at when a test fails: an account's objects, events, deliveries, calls, clock and faults. */
export const dashboard: Resource = {
  routes: [
    route('GET', '/', guard(showFirst)),
    route('GET', dashboardStylesheet, () => new Response(css, { headers: headers('text/css') })),
    page('', showOverview),
    page('/objects', showObjectKinds),
    page('/objects/:name', (account, { path, url }) => showObjects(account, path.name ?? '', url)),
    page('/object', (account, { url }) =>
      redirect(`${pathOf(account)}/object/${encodeURIComponent(url.searchParams.get('id')?.trim() ?? '')}`),
    ),
    page('/object/:id', (account, { path }) => showObject(account, path.id ?? '')),
    page('/events', (account, { url }) => showEvents(account, url)),
    page('/deliveries', (account, { url }) => showDeliveries(account, url)),
    form('/deliveries', resendDelivery, (account, problem, { url }) => showDeliveries(account, url, problem)),
    page('/ledger', (account, { url }) => showLedger(account, url)),
    page('/ledger/:sequence', (account, { path }) => showCall(account, Number(path.sequence))),
    page('/clock', (account) => showClock(account)),
    form('/clock', moveClock, showClock),
    page('/faults', (account) => showFaults(account)),
    form('/faults', changeFaults, showFaults),
  ],
}

type Answer = Response | Promise<Response>

function showFirst({ accounts }: RouteCall): Response {
  const [first, ...others] = accounts()
  return first && others.length === 0 ? redirect(pathOf(first)) : showAccounts(accounts())
}

function page(path: string, show: (account: Account, call: RouteCall) => Answer) {
  return route('GET', `/dashboard/:account${path}`, guard(withAccount(show)))
}

/** @param change says what was wrong with the form, if anything */
function form(
  path: string,
  change: (account: Account, form: URLSearchParams) => string | undefined | Promise<string | undefined>,
  show: (account: Account, problem: string, call: RouteCall) => Response,
) {
  const submit = async (account: Account, call: RouteCall) => {
    const problem = await change(account, await readForm(call.request))
    return problem ? show(account, problem, call) : redirect(`${pathOf(account)}${path}`)
  }
  return route('POST', `/dashboard/:account${path}`, guard(withAccount(submit)))
}

function withAccount(answer: (account: Account, call: RouteCall) => Answer) {
  return (call: RouteCall): Answer => {
    const account = call.accounts().find(({ id }) => id === call.path.account)
    if (account) return answer(account, call)
    const main = html`<p>There is no such account. <a href="/">All accounts</a></p>`
    return dashboardPage({ title: 'Not found', main, status: 404 })
  }
}

/**
 * The dashboard asks for no key, so it must not answer to other sites: neither to their forms, nor under a name of
 * theirs that leads to this machine.
 */
function guard(answer: (call: RouteCall) => Answer) {
  return (call: RouteCall): Answer => {
    const { request, url, base } = call
    const isOwnName = url.hostname === 'localhost' || isAddress(url.hostname) || url.host === new URL(base).host
    const isOwnForm = request.method !== 'POST' || request.headers.get('origin') === url.origin
    if (isOwnName && isOwnForm) return answer(call)
    const main = html`<p>The dashboard answers at <code>${base}</code>, and to its own forms.</p>`
    return dashboardPage({ title: 'Refused', main, status: 403 })
  }
}

function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(hostname)
}

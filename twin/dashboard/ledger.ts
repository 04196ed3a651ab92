import { html } from '../hosted/shared/html.ts'
import type { Account } from '../kernel/account.ts'
import type { LedgerEntry } from '../twin-types.ts'
import { dashboardPage, pathOf } from './dashboard-page.ts'
import { cutPage, jsonView, table, timeOf } from './parts.ts'

/** What was asked of the API, newest first. */
export function showLedger(account: Account, url: URL): Response {
  const only = url.searchParams.get('only')
  const calls = account.ledger.list().filter((call) => only !== 'failed' || call.status >= 400)
  const { rows, older } = cutPage(calls.toReversed(), url)
  const main = html`<p>${only === 'failed' ? html`<a href="?">All calls</a>` : html`<a href="?only=failed">Failed calls alone</a>`}</p>
${table(
  'Calls',
  ['Call', 'Answer', 'Operation', 'Key', 'When'],
  rows.map((call) => [
    html`<a href="${pathOf(account)}/ledger/${call.sequence}">${call.method} ${call.path}</a>`,
    statusOf(call),
    call.operation ?? '–',
    call.key.kind,
    timeOf(call.time),
  ]),
  only === 'failed' ? 'No call failed.' : 'Nothing was asked yet.',
)}${older}`
  return dashboardPage({ title: 'Ledger', account, section: '/ledger', main })
}

export function showCall(account: Account, sequence: number): Response {
  const call = account.ledger.list(sequence - 1).find((one) => one.sequence === sequence)
  const title = call ? `${call.method} ${call.path}` : 'Not found'
  const main = call ? jsonView(call, pathOf(account)) : html`<p>The ledger has no call with this number.</p>`
  return dashboardPage({ title, account, section: '/ledger', main, status: call ? 200 : 404 })
}

function statusOf({ status, fault, error }: LedgerEntry): string {
  return [status, error?.code ?? error?.type, fault && `fault: ${fault}`].filter(Boolean).join(' · ')
}

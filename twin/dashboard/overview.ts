import { html } from '../hosted/shared/html.ts'
import type { Account } from '../kernel/account.ts'
import { dashboardPage, linkTo, pathOf } from './dashboard-page.ts'
import { createdAt, findForm, typeOf } from './objects.ts'
import { table, timeOf } from './parts.ts'

/** Which accounts there are: one a secret key. */
export function showAccounts(accounts: readonly Account[]): Response {
  const rows = accounts.map((account) => [
    html`<a href="${pathOf(account)}">${account.id}</a>`,
    `${account.secretKey.slice(0, 12)}…${account.secretKey.slice(-4)}`,
    account.publishableKey,
    account.ledger.list().length,
    timeOf(account.now()),
  ])
  const columns = ['Account', 'Secret key', 'Publishable key', 'Calls', 'Its time']
  const none = 'There is no account yet: the first call with a key sk_test_… of 12 characters and more opens one.'
  return dashboardPage({ title: 'Accounts', main: table('Accounts', columns, rows, none) })
}

export function showOverview(account: Account): Response {
  const faults = account.faults.list().length
  const events = account.store.list('event').slice(0, 10)
  const calls = account.ledger.list()
  const failed = calls.filter((call) => call.status >= 400).length
  const main = html`${findForm(account)}
<ul class="rows">
<li><span>Its time</span><span>${timeOf(account.now())}${account.clock.snapshot().isFrozen && ', standing still'}</span></li>
<li><span>Calls</span><span><a href="${pathOf(account)}/ledger">${calls.length}</a>${failed > 0 && html`, <a href="${pathOf(account)}/ledger?only=failed">${failed} failed</a>`}</span></li>
<li><span>Faults</span><span><a href="${pathOf(account)}/faults">${faults}</a></span></li>
<li><span>Publishable key</span><code>${account.publishableKey}</code></li>
</ul>
<h2>What happened last</h2>
${table(
  'Events',
  ['Type', 'Event', 'When'],
  events.map((event) => [typeOf(event), linkTo(account, event.id), timeOf(createdAt(event))]),
  'Nothing yet.',
)}`
  return dashboardPage({ title: 'Overview', account, section: '', main })
}

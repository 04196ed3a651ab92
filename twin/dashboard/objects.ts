import { type Html, html } from '../hosted/shared/html.ts'
import type { Account } from '../kernel/account.ts'
import type { Context } from '../kernel/context.ts'
import { renderObject } from '../kernel/render-object.ts'
import type { AnyObject } from '../kernel/wire.ts'
import { listDeliveries } from '../webhooks/delivery.ts'
import { dashboardPage, linkTo, pathOf } from './dashboard-page.ts'
import { deliveryTable } from './delivery-table.ts'
import { cutPage, jsonView, pageLength, table, timeOf } from './parts.ts'

/** How many there are of each kind, and the way to one by its id. */
export function showObjectKinds(account: Account): Response {
  const rows = account.store
    .countObjects()
    .map(([name, count]) => [html`<a href="${pathOf(account)}/objects/${name}">${name}</a>`, count])
  const main = html`${findForm(account)}
${table('Kinds of object', ['Kind', 'Objects'], rows, 'This account has no objects yet.')}`
  return dashboardPage({ title: 'Objects', account, section: '/objects', main })
}

export function findForm(account: Account): Html {
  return html`<form class="line" action="${pathOf(account)}/object"><label for="id">Open an object by its id</label>
<input id="id" name="id" required autocomplete="off" spellcheck="false" placeholder="cus_…"><button>Open</button></form>`
}

export function showObjects(account: Account, name: string, url: URL): Response {
  const { rows, older } = cutPage(account.store.list(name), url)
  const cells = rows.map((object) => [linkTo(account, object.id), timeOf(createdAt(object)), ...summaryOf(object)])
  const main = html`${table(name, ['Id', 'Created', 'Of', 'Says'], cells, 'There is none.')}${older}`
  return dashboardPage({ title: name, account, section: '/objects', main })
}

/** An object as the API answers it, and what happened to it. */
export function showObject(account: Account, id: string): Response {
  const object = account.store.findById(id)
  if (!object) {
    const main = html`<p>This account has nothing with the id <code>${id}</code>, or it was deleted.</p>${findForm(account)}`
    return dashboardPage({ title: 'Not found', account, section: '/objects', main, status: 404 })
  }
  const shown = account.run({ kind: 'page' }, (context: Context) => renderObject(object, context))
  const events = account.store.list('event', (event) => objectOf(event).id === id)
  const happened = events.map((event) => [typeOf(event), linkTo(account, event.id), timeOf(createdAt(event))])
  const sent = listDeliveries(account, ({ event, endpoint }) => event === id || endpoint === id).toReversed()
  const main = html`<p class="quiet">${object.object}</p>${jsonView(shown, pathOf(account))}
${sent.length > 0 && html`<h2>Sent</h2>${deliveryTable(account, sent.slice(0, pageLength), '')}`}
<h2>What happened to it</h2>${table('Events', ['Type', 'Event', 'When'], happened, 'Nothing was told of it.')}`
  return dashboardPage({ title: id, account, section: '/objects', main })
}

export function typeOf(event: AnyObject): string {
  return String(event.type)
}

function objectOf(event: AnyObject): { id?: string } {
  return (event.data as { object?: { id?: string } } | undefined)?.object ?? {}
}

export function createdAt({ created }: AnyObject): number | undefined {
  if (typeof created === 'number') return created
  return typeof created === 'string' ? Date.parse(created) / 1000 : undefined
}

/** Whose it is, and the few words that tell one from another. */
function summaryOf(object: AnyObject): [string, string] {
  const { customer, name, nickname, email, status, type, amount, total, unit_amount, currency } = object
  const money = [total, amount, unit_amount].find((one) => typeof one === 'number')
  const said = [name, nickname, email, type, status, money !== undefined && `${money} ${currency ?? ''}`]
  return [typeof customer === 'string' ? customer : '', said.filter((one) => typeof one === 'string').join(' · ')]
}

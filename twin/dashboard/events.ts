import { html } from '../hosted/shared/html.ts'
import type { Account } from '../kernel/account.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { dashboardPage, linkTo } from './dashboard-page.ts'
import { cutPage, table, timeOf } from './parts.ts'

/** What happened, newest first. */
export function showEvents(account: Account, url: URL): Response {
  const type = url.searchParams.get('type')?.trim() ?? ''
  const events = account.store.list('event') as StripeObject<'event'>[]
  const { rows, older } = cutPage(
    events.filter((event) => event.type.startsWith(type)),
    url,
  )
  const main = html`<form class="line"><label for="type">Type begins with</label><input id="type" name="type" value="${type}" autocomplete="off" placeholder="invoice."><button class="plain">Show</button></form>
${table(
  'Events',
  ['Type', 'Event', 'About', 'When'],
  rows.map((event) => {
    const about = (event.data.object as { id?: string }).id
    return [event.type, linkTo(account, event.id), about && linkTo(account, about), timeOf(event.created)]
  }),
  'No such event.',
)}${older}`
  return dashboardPage({ title: 'Events', account, section: '/events', main })
}

import { type Html, html } from '../hosted/shared/html.ts'
import type { Account } from '../kernel/account.ts'
import type { Delivery } from '../webhooks/delivery.ts'
import { linkTo, pathOf } from './dashboard-page.ts'
import { type Cell, table, timeOf } from './parts.ts'

export function deliveryTable(account: Account, deliveries: Delivery[], empty: string): Html {
  const columns = ['Type', 'Event', 'To', 'Attempts', 'State', 'Again']
  const rows = deliveries.map((delivery): Cell[] => [
    `${delivery.type}${delivery.payload === 'thin' ? ' (thin)' : ''}`,
    linkTo(account, delivery.event),
    linkTo(account, delivery.endpoint),
    attemptsOf(delivery),
    stateOf(delivery),
    html`<form method="post" action="${pathOf(account)}/deliveries"><button class="plain" name="resend" value="${delivery.id}" aria-label="Resend ${delivery.type}">Resend</button></form>`,
  ])
  return table('Deliveries', columns, rows, empty)
}

function attemptsOf({ attempts }: Delivery): Html {
  return html`${attempts.map(
    ({ at, status, error }, index) =>
      html`${index > 0 && html`<br>`}${status ?? error ?? 'no answer'} at ${timeOf(at)}`,
  )}`
}

function stateOf({ status, fault, next_attempt_at: next }: Delivery): Html {
  return html`${status}${fault && ` (${fault})`}${next && html`, again at ${timeOf(next)}`}`
}

import { html } from '../hosted/shared/html.ts'
import type { Account } from '../kernel/account.ts'
import { attemptDelivery } from '../webhooks/attempt-delivery.ts'
import { findDelivery, listDeliveries } from '../webhooks/delivery.ts'
import { dashboardPage } from './dashboard-page.ts'
import { deliveryTable } from './delivery-table.ts'
import { cutPage } from './parts.ts'

/** What was sent to webhook endpoints and event destinations, newest first. */
export function showDeliveries(account: Account, url: URL, problem?: string): Response {
  const { rows, older } = cutPage(listDeliveries(account).toReversed(), url)
  const main = html`${problem && html`<p class="error" role="alert">${problem}</p>`}
${deliveryTable(account, rows, 'No event had an endpoint to go to.')}${older}`
  return dashboardPage({ title: 'Deliveries', account, section: '/deliveries', main, status: problem ? 404 : 200 })
}

/** @returns what was wrong with the form, if anything */
export async function resendDelivery(account: Account, form: URLSearchParams): Promise<string | undefined> {
  const delivery = findDelivery(account, form.get('resend') ?? '')
  if (!delivery) return 'That delivery is not there any more.'
  await attemptDelivery(account, delivery.id, true)
  return undefined
}

import { type Html, html } from '../hosted/shared/html.ts'
import type { Account } from '../kernel/account.ts'
import { dashboardPage } from './dashboard-page.ts'
import { timeOf } from './parts.ts'

const day = 24 * 60 * 60
const steps = [
  ['An hour', 60 * 60],
  ['A day', day],
  ['A week', 7 * day],
  ['31 days', 31 * day],
] as const

/** The account's time. Customers on a test clock keep their own. */
export function showClock(account: Account, problem?: string): Response {
  const { now, isFrozen } = account.clock.snapshot()
  const main = html`${problem && html`<p class="error" role="alert">${problem}</p>`}
<p>${timeOf(now)}${isFrozen && ', standing still'}</p>
<form method="post" class="line"><fieldset><legend>Forward by</legend>${steps.map(([name, seconds]) => button('advance', seconds, name))}</fieldset></form>
<form method="post" class="line">${isFrozen ? button('freeze', 'no', 'Let it run') : button('freeze', 'yes', 'Stop it here')}</form>
<p class="quiet">What falls due on the way is done, in order. Customers on a test clock of their own keep that time.</p>`
  return dashboardPage({ title: 'Clock', account, section: '/clock', main, status: problem ? 400 : 200 })
}

/** @returns what was wrong with the form, if anything */
export function moveClock(account: Account, form: URLSearchParams): string | undefined {
  const seconds = Number(form.get('advance') ?? 0)
  if (!Number.isSafeInteger(seconds) || seconds < 0) return 'Choose one of the steps.'
  const freeze = form.get('freeze')
  account.setClock(account.now() + seconds, freeze ? freeze === 'yes' : undefined)
  return undefined
}

function button(name: string, value: string | number, label: string): Html {
  return html`<button class="plain" name="${name}" value="${value}">${label}</button> `
}

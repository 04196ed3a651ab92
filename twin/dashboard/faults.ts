import { html } from '../hosted/shared/html.ts'
import type { Account } from '../kernel/account.ts'
import { faultKinds } from '../kernel/fault.ts'
import { StripeError } from '../kernel/stripe-error.ts'
import { dashboardPage } from './dashboard-page.ts'
import { jsonView, table } from './parts.ts'

/** By what calls, or deliveries of webhooks, are met. */
const matchParts = [
  ['path', 'Path, as in /v1/customers'],
  ['method', 'Method'],
  ['customer', 'Customer'],
  ['key', 'Key'],
  ['event', 'Event, as in invoice.*, of the webhook kinds'],
  ['endpoint', 'Webhook endpoint'],
] as const

/** What calls are made to suffer, and a form for more of it. */
export function showFaults(account: Account, problem?: string): Response {
  const rows = account.faults
    .list()
    .map((fault) => [
      fault.id,
      fault.kind,
      fault.times === null ? 'every one' : fault.times,
      fault.share,
      jsonView(fault.match, ''),
    ])
  const main = html`${problem && html`<p class="error" role="alert">${problem}</p>`}
${table('Faults', ['Fault', 'Kind', 'Left', 'Share', 'Of what matches'], rows, 'No fault: every call is answered.')}
${rows.length > 0 && html`<form method="post" class="line"><button class="plain" name="clear" value="yes">End all faults</button></form>`}
<h2>Add a fault</h2>
<form method="post">
<div class="field"><label for="kind">Kind</label><select id="kind" name="kind">${faultKinds.map((kind) => html`<option>${kind}</option>`)}</select></div>
<p class="quiet">What is left empty matches everything.</p>
${matchParts.map(([name, label]) => html`<div class="field"><label for="${name}">${label}</label><input id="${name}" name="${name}" autocomplete="off" spellcheck="false"></div>`)}
<div class="field"><label for="times">How many of them</label><input id="times" name="times" type="number" min="1" inputmode="numeric"></div>
<div class="field"><label for="share">Which share of them, from 0 to 1</label><input id="share" name="share" type="number" min="0" max="1" step="any" inputmode="decimal"></div>
<p><button>Add fault</button></p>
</form>`
  return dashboardPage({ title: 'Faults', account, section: '/faults', main, status: problem ? 400 : 200 })
}

/** @returns what was wrong with the form, if anything */
export function changeFaults(account: Account, form: URLSearchParams): string | undefined {
  if (form.get('clear')) {
    account.faults.clear()
    return undefined
  }
  const given = (name: string) => form.get(name)?.trim() || undefined
  const match = Object.fromEntries(matchParts.flatMap(([name]) => (given(name) ? [[name, given(name)]] : [])))
  const limits = Object.fromEntries(
    ['times', 'share'].flatMap((name) => (given(name) ? [[name, Number(given(name))]] : [])),
  )
  try {
    account.faults.add({ kind: form.get('kind'), match, ...limits })
  } catch (error) {
    if (error instanceof StripeError) return error.message
    throw error
  }
  return undefined
}

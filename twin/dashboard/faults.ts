import { html } from '../hosted/shared/html.ts'
import type { Account } from '../kernel/account.ts'
import { faultKinds } from '../kernel/fault.ts'
import { StripeError } from '../kernel/stripe-error.ts'
import { dashboardPage } from './dashboard-page.ts'
import { jsonView, table } from './parts.ts'

/** What calls are made to suffer, and a form for more of it. */
export function showFaults(account: Account, problem?: string): Response {
  const rows = account.faults
    .list()
    .map((fault) => [fault.id, fault.kind, fault.times === null ? 'every one' : fault.times, jsonView(fault.match, '')])
  const main = html`${problem && html`<p class="error" role="alert">${problem}</p>`}
${table('Faults', ['Fault', 'Kind', 'Calls left', 'Of calls that match'], rows, 'No fault: every call is answered.')}
${rows.length > 0 && html`<form method="post" class="line"><button class="plain" name="clear" value="yes">End all faults</button></form>`}
<h2>Add a fault</h2>
<form method="post">
<div class="field"><label for="kind">Kind</label><select id="kind" name="kind">${faultKinds.map((kind) => html`<option>${kind}</option>`)}</select></div>
<div class="field"><label for="path">Path, as in /v1/customers (all when left empty)</label><input id="path" name="path" autocomplete="off"></div>
<div class="field"><label for="customer">Customer (all when left empty)</label><input id="customer" name="customer" autocomplete="off" placeholder="cus_…"></div>
<div class="field"><label for="times">How many calls (every one when left empty)</label><input id="times" name="times" type="number" min="1" inputmode="numeric"></div>
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
  const [path, customer, times] = [given('path'), given('customer'), given('times')]
  const match = { ...(path && { path }), ...(customer && { customer }) }
  try {
    account.faults.add({ kind: form.get('kind'), match, ...(times && { times: Number(times) }) })
  } catch (error) {
    if (error instanceof StripeError) return error.message
    throw error
  }
  return undefined
}

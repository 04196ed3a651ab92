import type { HandOverForm, Visit } from './hand-over.ts'
import { type Html, html, showPage } from './html.ts'
import type { Person } from './people.ts'

export function showHome(person: Person | undefined, people: Person[]): Response {
  if (!person) return showSignIn(people, {})
  return showPage({
    title: 'Rockets',
    body: html`
      <p>Hello ${person.name}. You work for <b>${person.customer.name}</b>, and your role is <b>${person.role}</b>.</p>
      <ul>
        <li>Falling Anvil Mk II: ready</li>
        <li>Roller Skates, rocket-powered: in the workshop</li>
      </ul>
      <h2>Account</h2>
      <form method="post" action="/acme/billing"><button>Billing</button></form>
      <form method="post" action="/acme/billing-by-form"><button class="quiet">Billing (form post)</button></form>
      <form method="post" action="/acme/sign-out"><button class="quiet">Sign out of Acme</button></form>`,
  })
}

export function showSignIn(people: Person[], { returnTo, state }: Visit): Response {
  const byCustomer = Map.groupBy(people, ({ customer }) => customer.name)
  const groups = [...byCustomer].map(
    ([customer, group]) => html`
      <fieldset>
        <legend>${customer}</legend>
        ${group.map(({ id, name, role }) => html`<button name="person" value="${id}">${name}, ${role}</button>`)}
      </fieldset>`,
  )
  const nobody = html`<p>No customer names its people: <code>metadata.acme_people</code>.</p>`
  return showPage({
    title: 'Sign in to Acme',
    body: html`
      <p>${state ? 'Billing asked you to sign in first. ' : ''}Who are you today?</p>
      <form method="post" action="/acme/sign-in">
        <input type="hidden" name="return_to" value="${returnTo ?? ''}">
        <input type="hidden" name="state" value="${state ?? ''}">
        ${groups.length > 0 ? groups : nobody}
      </form>`,
  })
}

/** Posts itself. With `no-referrer` the browser sends `Origin: null` along, which Portico has to bear. */
export function showHandOverForm({ action, token }: HandOverForm): Response {
  return showPage({
    title: 'On to billing',
    headers: { 'referrer-policy': 'no-referrer' },
    body: html`
      <form method="post" action="${action}">
        <input type="hidden" name="token" value="${token}">
        <button>Continue to billing</button>
      </form>
      <script>document.forms[0].submit()</script>`,
  })
}

export function showFailure(message: string): Response {
  const body: Html = html`<p>${message}</p><p><a href="/acme">Back to Acme</a></p>`
  return showPage({ title: 'That did not work', status: 502, body })
}

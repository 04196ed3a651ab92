// The frame of every page of the dashboard.

import { hostedStylesheet } from '../hosted/shared/hosted-page.ts'
import { type Html, html } from '../hosted/shared/html.ts'
import type { Account } from '../kernel/account.ts'

export const dashboardStylesheet = '/dashboard/dashboard.css'

const sections = [
  ['', 'Overview'],
  ['/objects', 'Objects'],
  ['/events', 'Events'],
  ['/deliveries', 'Deliveries'],
  ['/ledger', 'Ledger'],
  ['/clock', 'Clock'],
  ['/faults', 'Faults'],
] as const

export interface DashboardPage {
  title: string
  /** Left out where no account is chosen yet. */
  account?: Account
  /** The section that this page is in, as in `/events`. */
  section?: (typeof sections)[number][0]
  main: Html
  status?: number
}

export function dashboardPage({ title, account, section, main, status = 200 }: DashboardPage): Response {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Stripe twin</title>
<link rel="stylesheet" href="${hostedStylesheet}">
<link rel="stylesheet" href="${dashboardStylesheet}">
</head>
<body>
<aside class="notice">Test stand-in for Stripe: no real money. Never enter a real card.</aside>
<header><p><a class="home" href="/">Stripe twin</a>${account && html` <code>${account.id}</code>`}</p>
${account && navigation(account, section)}</header>
<main><h1>${title}</h1>
${main}</main>
</body>
</html>`
  return new Response(page.text, { status, headers: headers('text/html') })
}

export function pathOf(account: Account): string {
  return `/dashboard/${account.id}`
}

/** The way to an object's page. */
export function linkTo(account: Account, id: string): Html {
  return html`<a href="${pathOf(account)}/object/${id}">${id}</a>`
}

export function headers(type: 'text/html' | 'text/css'): Record<string, string> {
  return {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'content-security-policy':
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  }
}

function navigation(account: Account, current: string | undefined): Html {
  const links = sections.map(
    ([path, name]) =>
      html`<li><a href="${pathOf(account)}${path}" ${path === current && html`aria-current="page"`}>${name}</a></li>`,
  )
  return html`<nav aria-label="Sections"><ul>${links}</ul></nav>`
}

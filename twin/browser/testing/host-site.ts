import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium, type Page, type Route } from '@playwright/test'
import { Stripe } from 'stripe'
import { serveTwin } from '../../serve-twin.ts'

const secretKey = 'sk_test_of_a_browser_test'
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
const args =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

/** A host company's site on localhost with a strict CSP, and a twin on 127.0.0.1: another site, as Stripe's is. */
export async function openHostSite(options: { script?: string } = {}) {
  const { twin, base, close } = await serveTwin({ accounts: [{ key: secretKey }] })
  const account = twin.account(secretKey)
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    const isScript = request.url === '/page.js'
    response.writeHead(200, {
      'content-type': isScript ? 'text/javascript' : 'text/html',
      'content-security-policy': `default-src 'none'; script-src 'self' ${base} https://js.stripe.com; frame-src ${base} https://js.stripe.com; base-uri 'none'; object-src 'none'`,
    })
    response.end(isScript ? options.script : documentFor(base, options.script !== undefined))
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`
  const browser: Browser = await chromium.launch({
    ...(installed && { executablePath: installed }),
    args: args.split(' '),
  })

  return {
    url,
    base,
    twin,
    account,
    requests,
    publishableKey: account.publishableKey,
    stripe: new Stripe(secretKey, {
      httpClient: Stripe.createFetchHttpClient(twin.fetch),
      maxNetworkRetries: 0,
      telemetry: false,
    }),
    control: async (path: string, body: object) => {
      const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' }
      const answer = await twin.fetch(`${base}/_twin/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      return answer.json()
    },
    /** A page of the host's, in a context of its own, with what the browser complains about. */
    newPage: async (width = 520) => {
      const context = await browser.newContext({ viewport: { width, height: 800 }, locale: 'en-US' })
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('console', (message) => {
        if (/Content Security Policy|Blocked|Refused/.test(message.text())) complaints.push(message.text())
      })
      await page.goto(url)
      return Object.assign(page, { complaints })
    },
    close: async () => {
      await browser.close()
      await new Promise((resolve) => server.close(resolve))
      await close()
    },
    /** Serves Stripe's own addresses from the twin. */
    routeStripe: async (page: Page) => {
      const answer = async (route: Route) => {
        const request = route.request()
        const { pathname, search } = new URL(request.url())
        const body = request.postData()
        const type = request.headers()['content-type']
        const response = await twin.fetch(`${base}${pathname}${search}`, {
          method: request.method(),
          headers: type ? { 'content-type': type } : {},
          ...(body === null ? {} : { body }),
        })
        await route.fulfill({
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: await response.text(),
        })
      }
      await page.route('https://js.stripe.com/**', answer)
      await page.route('https://api.stripe.com/**', answer)
    },
  }
}

export type HostSite = Awaited<ReturnType<typeof openHostSite>>

/** The Payment Element's own fields. */
export function paymentFrame(page: Page) {
  return page.frameLocator('iframe[title="Secure payment input frame"]')
}

export async function fillCard(page: Page, number: string) {
  const frame = paymentFrame(page)
  await frame.getByLabel('Card number').fill(number)
  await frame.getByLabel('Expiration date').fill('12 / 34')
  await frame.getByLabel('Security code').fill('123')
}

function documentFor(base: string, hasScript: boolean) {
  const scripts = hasScript
    ? '<script src="/page.js"></script>'
    : ['endive/stripe.js', 'v3/pricing-table.js', 'v3/buy-button.js']
        .map((path) => `<script src="${base}/${path}"></script>`)
        .join('')
  return `<!doctype html><html lang="en"><head><title>Acme</title>${scripts}</head><body><main><h1>Acme</h1><div id="here"></div></main></body></html>`
}

// A host app with the Content-Security-Policy that docs/host-page.md asks for, on a site of its own.
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { signHandoff } from './setup/host-app.ts'
import type { Portico } from './setup/instance.ts'
import { expect, test } from './setup/test.ts'

const documented = readFileSync('docs/host-page.md', 'utf8').match(/^Content-Security-Policy: (.+)$/m)?.[1] ?? ''

let host: Server
test.afterEach(() => host.close())

async function openHostPage(portico: Portico, page: Page, policy: string) {
  const { id: customer } = await portico.twin.stripe.customers.create({ name: 'Globex GmbH' })
  const token = await signHandoff(portico, { customer })
  const form = `<form method="post" action="${portico.url}/login/handoff"><input type="hidden" name="token" value="${token}"><button>Billing</button></form>`
  host = createServer((_request, response) => {
    response.setHeader('content-security-policy', policy).setHeader('referrer-policy', 'no-referrer')
    response.setHeader('content-type', 'text/html').end(`<!doctype html><link rel="icon" href="data:,">${form}`)
  })
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  // Not localhost, which is the portal's own site.
  await page.goto(`http://127.0.0.1:${(host.address() as AddressInfo).port}/`)
  // A click would wait for the page that a refused form never leads to.
  await page.getByRole('button', { name: 'Billing' }).dispatchEvent('click')
}

test('hands a customer over', async ({ portico, page, allowConsoleError }) => {
  allowConsoleError(/img-src|icon/)
  expect(documented).toContain('https://billing.example.com')
  await openHostPage(portico, page, documented.replace('https://billing.example.com', portico.url))
  await page.getByRole('button', { name: /Continue/ }).click()
  await expect(page).toHaveURL(`${portico.url}/`)
})

test('needs the portal’s address in it', async ({ portico, page, allowConsoleError }) => {
  allowConsoleError(/form-action|img-src|icon/)
  const refused = page.waitForEvent('console', (message) => message.text().includes('form-action'))
  await openHostPage(portico, page, documented.replace(' https://billing.example.com', ''))
  await refused
  expect(page.url()).not.toContain(portico.url)
})

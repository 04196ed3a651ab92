import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { sql } from 'drizzle-orm'
import { createCustomer, type TestCustomer } from './setup/customers.ts'
import { lendCookies, signInMember } from './setup/host-app.ts'
import type { HttpClient } from './setup/http-client.ts'
import type { Portico } from './setup/instance.ts'
import { getLastSequence, isWrite } from './setup/ledger.ts'
import { query } from './setup/open-services.ts'
import { type OperatorRole, signInOperator } from './setup/operator.ts'
import { openShop, type Shop } from './setup/shop.ts'
import { expect, test } from './setup/test.ts'

let shop: Shop
let customer: TestCustomer
test.beforeAll(async ({ porticoOf }, { file }) => {
  const portico = await porticoOf(file)
  shop = await openShop(portico)
  customer = await createCustomer(portico, shop.prices.proMonthly)
})

const pages = () => [
  '/',
  '/plans',
  '/buy',
  '/payment-methods',
  '/invoices',
  `/pay/${customer.openInvoice}`,
  '/manage',
  '/go/update-card',
  `/go/cancel/${customer.subscription}`,
]
const bar = (page: Page) => page.getByRole('complementary', { name: `Preview as ${customer.marker} Ltd, read-only` })

async function signIn(portico: Portico, page: Page, role: OperatorRole = 'viewer'): Promise<HttpClient> {
  const operator = await signInOperator(portico, role)
  await lendCookies(portico, operator, page.context())
  return operator
}

async function startPreview(portico: Portico, page: Page) {
  await page.goto(`${portico.url}/admin/customers/${customer.id}`)
  await page.getByRole('button', { name: 'Preview their pages' }).click()
  await expect(bar(page)).toBeVisible()
}

async function expectNothingWritten(portico: Portico, after: number) {
  expect((await portico.twin.ledger(after)).filter(isWrite)).toEqual([])
}

test('a viewer of the console sees a customer’s pages, marked, and ends the preview', async ({ portico, page }) => {
  await signIn(portico, page)
  await startPreview(portico, page)
  await expect(bar(page)).toContainText('You are signed in as viewer')
  await expect(bar(page)).toContainText('The preview ends in 10 minutes.')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign out' })).toHaveCount(0)

  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  const last = await getLastSequence(portico)
  for (const path of pages()) {
    await page.goto(portico.url + path)
    await expect(bar(page), path).toBeVisible()
    const hrefs = await page.locator('main a[href^="http"]').evaluateAll((links) => links.map((link) => link.outerHTML))
    expect(hrefs, `links to elsewhere on ${path}`).toEqual([])
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`)).toEqual([])
  }
  await page.goto(`${portico.url}/payment-methods`)
  await expect(page.getByText('Here the customer sees Stripe’s form for a payment method.')).toBeVisible()
  await page.goto(`${portico.url}/buy`)
  await expect(page.getByText(`Here the customer sees the buy button ${shop.buyButton}.`)).toBeVisible()
  expect(asked.filter((url) => !url.startsWith(portico.url))).toEqual([])
  await expectNothingWritten(portico, last)

  await page.getByRole('button', { name: 'End preview' }).click()
  await expect(page.getByText('The preview has ended.')).toBeVisible()
  const after = await page.request.get(`${portico.url}/invoices`, { maxRedirects: 0 })
  expect(after.headers().location).toContain('/login/start')
  const rows = await query(
    portico,
    sql`select action, actor_name from audit_entries where subject = ${customer.id} order by id`,
  )
  expect(rows).toEqual([
    { action: 'preview.started', actor_name: 'viewer@acme.example' },
    { action: 'preview.ended', actor_name: 'viewer@acme.example' },
  ])
})

test('every button of a previewed page is refused by the server', async ({ portico, page, allowConsoleError }) => {
  allowConsoleError(/403/)
  await signIn(portico, page)
  await startPreview(portico, page)
  const last = await getLastSequence(portico)
  const pressed: string[] = []
  for (const path of pages()) {
    await page.goto(portico.url + path)
    const buttons = page.locator('main form button')
    const count = await buttons.count()
    for (let index = 0; index < count; index += 1) {
      pressed.push(`${path} ${await buttons.nth(index).textContent()}`)
      await buttons.nth(index).click()
      await expect(page.getByRole('heading', { name: 'A preview only looks' })).toBeVisible()
      await expect(bar(page)).toBeVisible()
      await page.goto(portico.url + path)
    }
  }
  expect(pressed.length).toBeGreaterThan(4)
  await expectNothingWritten(portico, last)
})

test('a link to Stripe leads to a page that says so, and back', async ({ portico, page }) => {
  await signIn(portico, page)
  await startPreview(portico, page)
  await page.goto(`${portico.url}/invoices`)
  await page.getByRole('link', { name: /^View/ }).first().click()
  await expect(page.getByRole('heading', { name: 'Here the customer goes on to Stripe' })).toBeVisible()
  await expect(bar(page)).toBeVisible()
  await page.getByRole('link', { name: 'Go back to the preview' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('no mint is reached from a preview, whatever is sent along', async ({ portico, page }) => {
  const operator = await signIn(portico, page, 'owner')
  await startPreview(portico, page)
  const member = await signInMember(portico, { customer: customer.id })
  for (const [name, value] of member.cookies) operator.cookies.set(name, value)
  const last = await getLastSequence(portico)
  const tries: [string, object][] = [
    ['/api/customer-sessions', { components: ['payment_element'] }],
    ['/api/setup-intents', {}],
    ['/api/invoice-payments', { invoice: customer.openInvoice }],
  ]
  for (const [path, body] of tries) {
    const answer = await operator.postJson(path, body)
    expect(answer.status, path).toBe(403)
    expect(answer.text).toContain('preview_read_only')
  }
  for (const path of ['/api/portal-sessions', '/api/default-payment-method']) {
    const answer = await operator.postForm(path, { flow: 'portal_homepage', payment_method: customer.paymentMethod })
    expect(answer.status, path).toBe(403)
  }
  await expectNothingWritten(portico, last)
})

test('a preview is over after ten minutes, and with the operator’s login', async ({ portico, page }) => {
  await signIn(portico, page, 'editor')
  await startPreview(portico, page)
  await query(portico, sql`update previews set ends_at = now() where ended_at is null`)
  await page.goto(`${portico.url}/invoices`)
  await expect(page.getByText('The preview is over: it lasts ten minutes.')).toBeVisible()

  await startPreview(portico, page)
  await query(portico, sql`update operator_logins set ended_at = now()`)
  const answer = await page.request.get(`${portico.url}/invoices`, { maxRedirects: 0 })
  expect(answer.status()).toBe(307)
  expect(answer.headers().location).toContain('/login/start')
})

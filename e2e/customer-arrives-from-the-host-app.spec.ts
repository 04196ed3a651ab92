import type { Page } from '@playwright/test'
import { introduceCompany } from './setup/company.ts'
import { askForAddress, signHandoff } from './setup/host-app.ts'
import type { Portico } from './setup/instance.ts'
import { getLastSequence, listCalls } from './setup/ledger.ts'
import { openShop } from './setup/shop.ts'
import { expect, test } from './setup/test.ts'

let prepared: Promise<string> | undefined
let customer: string

test.beforeEach(async ({ portico }) => {
  prepared ??= prepare(portico)
  customer = await prepared
})

/** Acme with one of its customers, three of whose people use Acme. */
async function prepare(portico: Portico): Promise<string> {
  const { stripe } = portico.twin
  const [{ prices }] = await Promise.all([openShop(portico), introduceCompany(portico), portico.startHostApp()])
  const globex = { name: 'Globex GmbH', email: 'billing@globex.example' }
  const { id } = await stripe.customers.create({
    ...globex,
    metadata: { acme_people: 'ada:owner,bob:billing,vic:viewer' },
  })
  const { id: card } = await stripe.paymentMethods.attach('pm_card_visa', { customer: id })
  await stripe.subscriptions.create({
    customer: id,
    items: [{ price: prices.proMonthly }],
    default_payment_method: card,
  })
  const invoice = await stripe.invoices.create({
    customer: id,
    currency: 'eur',
    collection_method: 'send_invoice',
    days_until_due: 14,
  })
  await stripe.invoiceItems.create({ customer: id, invoice: invoice.id, amount: 1200, currency: 'eur' })
  await stripe.invoices.finalizeInvoice(String(invoice.id))
  return id
}

const signInToAcme = (page: Page, person: string) => page.getByRole('button', { name: person }).click()
const askedAs = (page: Page) => page.getByRole('heading', { name: 'Continue as Globex GmbH?' })
const goOn = (page: Page) => page.getByRole('button', { name: 'Continue as Globex GmbH (billing@globex.example)' })

async function openAcme({ hostUrl }: Portico, page: Page, person: string) {
  await page.goto(hostUrl)
  await signInToAcme(page, person)
  await expect(page.getByRole('heading', { name: 'Rockets' })).toBeVisible()
}

async function expectHome({ url }: Portico, page: Page) {
  await expect(page.getByText('For Globex GmbH')).toBeVisible()
  expect(page.url()).toBe(`${url}/`)
}

/** As a page of the host app does it by itself. */
async function postHandoff({ url }: Portico, page: Page, token: string) {
  await page.evaluate(
    ([action, value]) => {
      const form = Object.assign(document.createElement('form'), { method: 'post', action })
      form.append(Object.assign(document.createElement('input'), { name: 'token', value }))
      document.body.append(form)
      form.submit()
    },
    [`${url}/login/handoff`, token] as const,
  )
}

test('a signed-out visit signs in at the host app and goes on where it was going', async ({ portico, page }) => {
  await page.goto(`${portico.url}/invoices`)
  await expect(page.getByText('Billing asked you to sign in first.')).toBeVisible()
  await signInToAcme(page, 'Bob, billing')
  await expect(page.getByRole('heading', { level: 1, name: 'Invoices' })).toBeVisible()
  expect(page.url()).toBe(`${portico.url}/invoices`)

  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
  // Acme still knows Bob, so nobody asks him anything.
  await page.goto(`${portico.url}/payment-methods?done=default`)
  await expect(page.getByRole('heading', { level: 1, name: 'Payment methods' })).toBeVisible()
  expect(page.url()).toBe(`${portico.url}/payment-methods?done=default`)
})

test('the host app hands over by a one-time address, and one page asks who goes on', async ({ portico, page }) => {
  await openAcme(portico, page, 'Ada, owner')
  await page.getByRole('button', { name: 'Billing', exact: true }).click()
  await expect(askedAs(page)).toBeVisible()
  await expect(page.getByText('Acme sent you here as Ada.')).toBeVisible()
  await goOn(page).click()
  await expectHome(portico, page)
})

test('the host app hands over by a form, and one page asks who goes on', async ({
  portico,
  page,
  allowConsoleError,
}) => {
  allowConsoleError(/401/)
  await openAcme(portico, page, 'Ada, owner')
  await page.getByRole('button', { name: 'Billing (form post)' }).click()
  await expect(askedAs(page)).toBeVisible()
  await goOn(page).click()
  await expectHome(portico, page)

  // Back leads to a question that was answered: it signs nobody in again, and leads home.
  await page.goBack({ waitUntil: 'commit' })
  await expect(page.getByRole('heading', { name: 'This link has done its work' })).toBeVisible()
  await page.getByRole('link', { name: 'Go to your billing overview' }).click()
  await expectHome(portico, page)
})

test('a form that carries the nonce of a visit from here goes straight on', async ({ portico, page }) => {
  await page.goto(`${portico.url}/invoices`)
  await expect(page.getByRole('heading', { name: 'Sign in to Acme' })).toBeVisible()
  const nonce = new URL(page.url()).searchParams.get('state')
  await postHandoff(portico, page, await signHandoff(portico, { customer, nonce }))
  await expect(page.getByRole('heading', { level: 1, name: 'Invoices' })).toBeVisible()
  expect(page.url()).toBe(`${portico.url}/invoices`)
})

test('the host app can name the page to open', async ({ portico, page }) => {
  await page.goto(await askForAddress(portico, await signHandoff(portico, { customer, return_to: '/payment-methods' })))
  await goOn(page).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Payment methods' })).toBeVisible()
  expect(page.url()).toBe(`${portico.url}/payment-methods`)
})

test('signing out of the host app signs out of billing, too, in every browser', async ({ portico, page, browser }) => {
  const elsewhere = await browser.newPage()
  for (const visit of [page, elsewhere]) {
    await openAcme(portico, visit, 'Ada, owner')
    await visit.getByRole('button', { name: 'Billing', exact: true }).click()
    await goOn(visit).click()
    await expectHome(portico, visit)
  }
  await page.goto(portico.hostUrl)
  await page.getByRole('button', { name: 'Sign out of Acme' }).click()
  for (const visit of [page, elsewhere]) {
    const answer = await visit.request.get(`${portico.url}/invoices`, { maxRedirects: 0 })
    expect(answer.headers().location).toContain('/login/start')
  }
  await elsewhere.close()
})

test('a one-time address works once, and then says how to go on', async ({ portico, page, browser }) => {
  const address = await askForAddress(portico, await signHandoff(portico, { customer }))
  await page.goto(address)
  await goOn(page).click()
  await expectHome(portico, page)

  const elsewhere = await browser.newPage()
  const answer = await elsewhere.goto(address)
  expect(answer?.status()).toBe(401)
  await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText('This link has done its work')
  await elsewhere.getByRole('link', { name: 'Go back to Acme' }).click()
  await expect(elsewhere.getByRole('heading', { name: 'Sign in to Acme' })).toBeVisible()
  await elsewhere.close()
})

test('a hand-over without a customer is refused by a page that names what is missing', async ({
  portico,
  page,
  allowConsoleError,
}) => {
  allowConsoleError(/401/)
  await page.goto(portico.hostUrl)
  await postHandoff(portico, page, await signHandoff(portico, { customer: undefined }))
  await expect(page.getByRole('heading', { name: 'This sign-in could not be checked' })).toBeVisible()
  await expect(page.getByText('It is about: customer')).toBeVisible()
})

test('a viewer sees everything, and is offered nothing that changes it', async ({ portico, page }) => {
  await openAcme(portico, page, 'Vic, viewer')
  await page.getByRole('button', { name: 'Billing', exact: true }).click()
  await goOn(page).click()
  await expectHome(portico, page)
  await expect(page.getByRole('article').filter({ hasText: 'Pro' })).toContainText('€49.00 / month')
  await expect(page.getByText('Ask an owner of the account to pay it.')).toBeVisible()

  const last = await getLastSequence(portico)
  for (const path of ['/', '/plans', '/buy', '/payment-methods', '/invoices', '/manage']) {
    await page.goto(portico.url + path, { waitUntil: 'networkidle' })
    const changing = page.getByRole('main').getByRole('button').and(page.locator(':enabled'))
    await expect(changing, path).toHaveCount(0)
    await expect(page.getByRole('main').getByRole('link', { name: /^Pay\b(?!ment methods)/ }), path).toHaveCount(0)
  }
  const mints = ['customerSessions.create', 'billingPortal.sessions.create', 'setupIntents.create']
  for (const operation of mints) expect(await listCalls(portico, operation, last)).toEqual([])
})

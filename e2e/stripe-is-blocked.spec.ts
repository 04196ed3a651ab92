import type { Page } from '@playwright/test'
import { paymentElement } from '#twin/playwright/payment-element.ts'
import { introduceCompany } from './setup/company.ts'
import { buyNowButton, planButton } from './setup/embeds.ts'
import type { Portico } from './setup/instance.ts'
import { openShop, publishPolicy } from './setup/shop.ts'
import { expect, test } from './setup/test.ts'

test.beforeEach(async ({ portico, page, loginAs }) => {
  await openShop(portico)
  await introduceCompany(portico)
  await loginAs(page, await portico.twin.stripe.customers.create({ name: 'Globex GmbH' }))
})

test.afterEach(async ({ portico }) => {
  await portico.twin.control('DELETE', 'faults')
})

const cardNumber = (page: Page) => paymentElement(page).getByLabel('Card number')

const embeds = [
  { path: '/plans', script: '/v3/pricing-table.js', shown: (page: Page) => planButton(page, 'Pro') },
  { path: '/buy', script: '/v3/buy-button.js', shown: (page: Page) => buyNowButton(page, 'Onboarding') },
  { path: '/payment-methods', script: '/endive/stripe.js', shown: cardNumber },
]

for (const { path, script, shown } of embeds) {
  test(`${path} says that ${script} is blocked, and how to go on`, async ({ portico, page, allowConsoleError }) => {
    allowConsoleError(/ERR_BLOCKED_BY_CLIENT/)
    const address = portico.twin.base + script
    await page.route(address, (route) => route.abort('blockedbyclient'))
    await page.goto(portico.url + path)
    await expect(page.getByText('A content blocker or your network may stop it. Nothing was done.')).toBeVisible()
    await expect(page.getByRole('main').getByRole('link', { name: 'Contact Acme' })).toBeVisible()

    await page.unroute(address)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(shown(page)).toBeVisible()
  })

  test(`${path} leads to Stripe’s own page where ${script} is blocked`, async ({
    portico,
    page,
    allowConsoleError,
  }) => {
    allowConsoleError(/ERR_BLOCKED_BY_CLIENT/)
    await page.route(portico.twin.base + script, (route) => route.abort('blockedbyclient'))
    await page.goto(portico.url + path)
    await page.getByRole('button', { name: 'Continue on Stripe’s page' }).click()
    await expect(page).toHaveURL(/\/p\/session\//)
  })

  test(`${path} says that ${script} is late, and still shows what it brings`, async ({ portico, page }) => {
    const release = Promise.withResolvers<void>()
    await page.clock.install()
    await page.route(portico.twin.base + script, async (route) => {
      await release.promise
      await route.continue()
    })
    await page.goto(portico.url + path)
    await expect(page.getByText('Loading from Stripe…')).toBeAttached()
    await page.clock.fastForward('00:09')
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
    release.resolve()
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(shown(page)).toBeVisible()
  })
}

const breakStripe = ({ twin }: Portico, fault: object) => twin.control('POST', 'faults', fault)
const mend = ({ twin }: Portico) => twin.control('DELETE', 'faults')

test('a mint that Stripe does not answer says so within seconds, and works at the next try', async ({
  portico,
  page,
  allowConsoleError,
}) => {
  allowConsoleError(/503/)
  await breakStripe(portico, { kind: 'hang', match: { path: '/v1/customer_sessions' } })
  await page.goto(`${portico.url}/plans`)
  await expect(page.getByText('Stripe does not answer at the moment. Nothing was done.')).toBeVisible({
    timeout: 8_000,
  })
  await expect(page.getByText(/^Reference: \S+$/)).toBeVisible()

  await mend(portico)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(planButton(page, 'Pro')).toBeVisible()
})

test('a mint that Stripe refuses for a moment is tried again unseen', async ({ portico, page }) => {
  await breakStripe(portico, { kind: '429', match: { path: '/v1/customer_sessions' }, times: 1 })
  await page.goto(`${portico.url}/buy`)
  await expect(buyNowButton(page, 'Onboarding')).toBeVisible()
})

test('every page says that Stripe is down, and comes back when it is up', async ({
  portico,
  page,
  allowConsoleError,
}) => {
  allowConsoleError(/503/)
  for (const { path, title } of [
    { path: '/', title: 'Billing' },
    { path: '/invoices', title: 'Invoices' },
    { path: '/manage', title: 'Manage in Stripe' },
    { path: '/payment-methods', title: 'Payment methods' },
  ]) {
    await breakStripe(portico, { kind: '500', match: { path: '/v1' } })
    const answer = await page.goto(portico.url + path)
    expect(answer?.status(), path).toBe(503)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The payment system does not answer')
    await expect(page.getByText('Nothing was charged or changed.')).toBeVisible()
    await mend(portico)
    await page.getByRole('link', { name: 'Try again' }).click()
    await expect(page.getByRole('heading', { level: 1 }), path).toHaveText(title)
  }
})

test('a portal session that Stripe does not answer is a page with a way on', async ({
  portico,
  page,
  allowConsoleError,
}) => {
  allowConsoleError(/503/)
  await page.goto(`${portico.url}/manage`)
  await breakStripe(portico, { kind: 'reset', match: { path: '/v1/billing_portal/sessions' } })
  await page.getByRole('button', { name: 'Open billing portal' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The payment system does not answer')
  await expect(page.getByRole('link', { name: 'Go to your billing overview' })).toBeVisible()
  await mend(portico)
  await page.getByRole('link', { name: 'Try again' }).click()
  await expect(page).toHaveURL(`${portico.url}/manage`)
  await page.getByRole('button', { name: 'Open billing portal' }).click()
  await expect(page).toHaveURL(/\/p\/session\//)
})

test('whoever waits for their turn at Stripe’s portal is told to wait', async ({ portico, page }) => {
  const said = Promise.withResolvers<string>()
  await page.exposeFunction('hear', said.resolve)
  await page.goto(`${portico.url}/go/portal`)
  // From within: Playwright looks at no page that is about to leave.
  await page.evaluate(() => {
    const { hear } = window as unknown as { hear: (text: string) => void }
    const status = document.querySelector('main [role=status]')
    const listen = () => status?.textContent && hear(status.textContent)
    if (status) new MutationObserver(listen).observe(status, { childList: true, characterData: true, subtree: true })
  })
  await breakStripe(portico, { kind: '429', match: { path: '/v1/billing_portal/sessions' } })
  await page.getByRole('button', { name: 'Open billing portal' }).click({ noWaitAfter: true })
  expect(await said.promise).toContain('Leave the page open: it goes on by itself.')
  await mend(portico)
  await expect(page).toHaveURL(/\/p\/session\//, { timeout: 15_000 })
  await page.goBack()
  await expect(page.getByRole('button', { name: 'Open billing portal' })).toBeVisible()
  await expect(page.getByText('Leave the page open')).toBeHidden()
})

test('what is switched off meanwhile is not offered, in words of people', async ({
  portico,
  page,
  allowConsoleError,
}) => {
  allowConsoleError(/403/)
  await page.goto(`${portico.url}/manage`)
  await publishPolicy(portico, {})
  await page.getByRole('button', { name: 'Open billing portal' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This is not offered')
  await expect(page.getByText('It is about')).toHaveCount(0)
})

test('a page of Stripe’s that breaks in the browser says so, and can be tried again', async ({
  portico,
  page,
  allowConsoleError,
}) => {
  allowConsoleError(/no observer/)
  await page.addInitScript(() => {
    if (window !== window.top || sessionStorage.getItem('broke')) return
    window.ResizeObserver = class {
      constructor() {
        sessionStorage.setItem('broke', 'once')
        throw new Error('no observer')
      }
    } as unknown as typeof ResizeObserver
  })
  await page.goto(`${portico.url}/buy`)
  await expect(page.getByRole('heading', { level: 1, name: 'Something went wrong on our side' })).toBeVisible()
  await expect(page.getByText('look at your overview first')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Go to your billing overview' })).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(buyNowButton(page, 'Onboarding')).toBeVisible()
})

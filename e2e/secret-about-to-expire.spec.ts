import type { Page } from '@playwright/test'
import { cards } from '#twin/playwright/cards.ts'
import { fillCard } from '#twin/playwright/fill-card.ts'
import { paymentElement } from '#twin/playwright/payment-element.ts'
import { buyButton, buyNowButton, planButton, pricingTable } from './setup/embeds.ts'
import type { Portico } from './setup/instance.ts'
import { getLastSequence, listCalls } from './setup/ledger.ts'
import { openShop } from './setup/shop.ts'
import { expect, test } from './setup/test.ts'

// A page that comes back from the browser's memory is one of the ways to meet an old secret; Playwright switches that memory off.
test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
})

let last: number

test.beforeEach(async ({ portico, page, loginAs }) => {
  await openShop(portico)
  await loginAs(page, await portico.twin.stripe.customers.create({ name: 'Globex GmbH' }))
  last = await getLastSequence(portico)
})

const countMints = async (portico: Portico) => (await listCalls(portico, 'customerSessions.create', last)).length
const secretOf = (page: Page) => pricingTable(page).getAttribute('customer-session-client-secret')
const showAgain = (page: Page) => page.getByRole('button', { name: 'Show plans again' })

test('the pricing table is gone a minute before its secret is over, and comes back with a new one', async ({
  portico,
  page,
}) => {
  await page.clock.install()
  await page.goto(`${portico.url}/plans`)
  await expect(planButton(page, 'Pro')).toBeVisible()
  const first = await secretOf(page)

  await page.clock.fastForward('28:30')
  await expect(planButton(page, 'Pro')).toBeVisible()
  await page.clock.fastForward('00:30')
  await expect(page.getByText('The plans were open for too long to be bought safely.')).toBeVisible()
  await expect(pricingTable(page)).toHaveCount(0)
  expect(await page.content()).not.toContain(first)
  expect(await countMints(portico)).toBe(1)

  await showAgain(page).click()
  await expect(planButton(page, 'Pro')).toBeVisible()
  expect(await secretOf(page)).not.toBe(first)
  expect(await countMints(portico)).toBe(2)
})

test('a machine that slept through the half hour wakes up without plans to buy', async ({ portico, page }) => {
  await page.clock.install()
  await page.goto(`${portico.url}/plans`)
  await expect(planButton(page, 'Pro')).toBeVisible()
  // Timers and the monotonic clock stood still; only the date has moved on.
  await page.clock.setSystemTime(Date.now() + 29 * 60_000)
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(pricingTable(page)).toHaveCount(0)
  await expect(showAgain(page)).toBeVisible()
})

test('the buy button is gone a minute before its secret is over', async ({ portico, page }) => {
  await page.clock.install()
  await page.goto(`${portico.url}/buy`)
  await expect(buyNowButton(page, 'Onboarding')).toBeVisible()
  await page.clock.fastForward('29:00')
  await expect(page.getByText('This offer was open for too long to be bought safely.')).toBeVisible()
  await expect(buyButton(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Show it again' }).click()
  await expect(buyNowButton(page, 'Onboarding')).toBeVisible()
})

test('a card that is being typed stays as it is when the secret is over', async ({ portico, page }) => {
  await page.clock.install()
  await page.goto(`${portico.url}/payment-methods`)
  await fillCard(page, cards.visa)
  const form = paymentElement(page)
  const frame = await form.owner().getAttribute('name')

  await page.clock.fastForward('31:00')
  await expect(page.getByText('This form has been open for too long to be used.')).toBeVisible()
  await expect(form.getByLabel('Card number')).toHaveValue('4242 4242 4242 4242')
  await expect(form.owner()).toHaveAttribute('name', String(frame))
  expect(await countMints(portico)).toBe(1)

  await page.getByRole('button', { name: 'Start again' }).click()
  await expect(form.getByLabel('Card number')).toHaveValue('')
  expect(await countMints(portico)).toBe(2)
})

test('a page that comes back from the browser’s memory mints anew', async ({ portico, page, context }) => {
  // Chromium heeds no-store and forgets the page; other browsers keep it all the same.
  await context.grantPermissions(['local-network-access'])
  await page.route(`${portico.url}/plans`, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'cache-control': 'no-cache' } })
  })
  await page.goto(`${portico.url}/plans`)
  await expect(planButton(page, 'Pro')).toBeVisible()
  const first = await secretOf(page)
  await page.evaluate(() => addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted })))
  await page.goto(`${portico.url}/invoices`)
  await page.goBack({ waitUntil: 'commit' })
  await expect.poll(() => page.evaluate(() => (window as { persisted?: boolean }).persisted)).toBe(true)
  await expect.poll(() => countMints(portico)).toBe(2)
  await expect(pricingTable(page)).not.toHaveAttribute('customer-session-client-secret', String(first))
  await expect(planButton(page, 'Pro')).toBeVisible()
})

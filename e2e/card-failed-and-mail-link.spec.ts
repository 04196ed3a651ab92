// A card failed, a mail says so, and its link is opened on a phone that nobody is signed in on.

import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { cards } from '#twin/playwright/cards.ts'
import { fillCard } from '#twin/playwright/fill-card.ts'
import { introduceCompany } from './setup/company.ts'
import type { Portico } from './setup/instance.ts'
import { openShop, type Shop } from './setup/shop.ts'
import { createSubscriber, saveAsDefault } from './setup/subscribers.ts'
import { expect, test } from './setup/test.ts'

// As narrow as a small phone, and as high as the other journeys.
test.use({ viewport: { width: 320, height: 1600 }, hasTouch: true })

const monthAndHoursInSeconds = 31 * 24 * 60 * 60 + 2 * 60 * 60
let shop: Shop

test.beforeAll(async ({ porticoOf }, { file }) => {
  const portico = await porticoOf(file)
  shop = await openShop(portico)
  await Promise.all([introduceCompany(portico), portico.startHostApp()])
})

const attention = (page: Page) => page.getByRole('region', { name: 'Needs attention' })
const plan = (page: Page) => page.getByRole('region', { name: 'Your plan' })

async function expectFits(page: Page) {
  expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(320)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}

async function createDebtor(portico: Portico): Promise<string> {
  const { id } = await createSubscriber(portico, { price: shop.prices.proMonthly })
  await saveAsDefault(portico, id, 'pm_card_chargeCustomerFail')
  // Everyone's clock: Stripe lists no customer who has a clock of their own, so that the host app would not find them.
  await portico.twin.control('POST', 'clock', { advance: monthAndHoursInSeconds })
  await portico.twin.stripe.customers.update(id, { metadata: { acme_people: 'ada:owner' } })
  return id
}

test('from the mail to a plan that is paid again', async ({ portico, page, finishPortalFlow }) => {
  test.setTimeout(120_000)
  const customer = await createDebtor(portico)

  await page.goto(`${portico.url}/go/update-card`)
  await expect(page.getByText('Billing asked you to sign in first.')).toBeVisible()
  await page.getByRole('button', { name: 'Ada, owner' }).click()

  await expect(page).toHaveURL(`${portico.url}/go/update-card`)
  await expect(page.getByRole('heading', { level: 1, name: 'Update your payment method' })).toBeVisible()
  await expectFits(page)
  await page.getByRole('button', { name: 'Update payment method' }).click()

  await expect(page).toHaveURL(/\/p\/session\//)
  await finishPortalFlow(page, { card: cards.mastercard })

  const said = page.getByRole('status')
  await expect(said).toContainText('Card updated. Mastercard •••• 4444 pays Pro.')
  await expect(said).toContainText(/€49\.00 is still open: pay now, or we try again on \d+ \w+ \d{4}\./)
  await expect(attention(page)).toContainText('Your payment of €49.00 did not go through')
  await expect(attention(page)).toContainText('Your bank declined it and gave no reason.')
  await expectFits(page)
  await said.getByRole('link', { name: 'Pay €49.00' }).click()

  await expect(page).toHaveURL(/\/pay\/in_/)
  const hint = page.getByText('Mastercard •••• 4444 pays your plan, but is not among the choices here.')
  await expect(hint).toBeVisible()
  await expectFits(page)
  await fillCard(page, cards.mastercard)
  await page.getByRole('button', { name: 'Pay €49.00' }).click()
  await expect(page.getByText('This invoice is paid.')).toBeVisible()
  await expectFits(page)

  await page.goto(portico.url)
  await expect(plan(page)).toContainText('Active')
  await expect(plan(page)).toContainText('Mastercard •••• 4444')
  await expect(attention(page)).toHaveCount(0)
  const [subscription] = (await portico.twin.stripe.subscriptions.list({ customer })).data
  expect(subscription?.status).toBe('active')
})

test('a card that is saved here takes over, and what is still open is said at once', async ({
  portico,
  page,
  loginAs,
}) => {
  test.setTimeout(120_000)
  const customer = await createDebtor(portico)
  await loginAs(page, { id: customer })
  await attention(page).getByRole('link', { name: 'Update card' }).click()
  await fillCard(page, cards.mastercard)
  await page.getByRole('button', { name: 'Save payment method' }).click()
  await page.getByRole('button', { name: 'Use card 4444 for Pro' }).first().click()

  await expect(page).toHaveURL(`${portico.url}/payment-methods?done=default`)
  await expect(page.getByRole('status')).toContainText(/€49\.00 is still open: pay now, or we try again on/)
  await expectFits(page)
  await page.getByRole('status').getByRole('link', { name: 'Pay €49.00' }).click()
  await expect(page).toHaveURL(/\/pay\/in_/)
})

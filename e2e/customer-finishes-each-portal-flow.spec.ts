import type { Page } from '@playwright/test'
import { type FlowName, flowNames } from '#lib/catalogue/flows.ts'
import type { Portico } from './setup/instance.ts'
import { getLastSequence, listCalls } from './setup/ledger.ts'
import { openShop, type Shop } from './setup/shop.ts'
import { createSubscriber, type Subscriber } from './setup/subscribers.ts'
import { expect, test } from './setup/test.ts'
import { visitAs } from './setup/visit.ts'

let shop: Shop

test.beforeAll(async ({ porticoOf }, { file }) => {
  shop = await openShop(await porticoOf(file))
})

interface Journey {
  /** The button on Manage in Stripe. */
  button: string
  /** What the customer does on Stripe's page. */
  finish: (page: Page) => Promise<void>
  /** What the page that they come back to says of it. */
  said: RegExp
  /** What Home shows below. */
  expectAtHome: (page: Page) => Promise<void>
}

const plan = (page: Page) => page.getByRole('region', { name: 'Your plan' })

const journeys: Record<FlowName, Journey> = {
  payment_method_update: {
    button: 'Update payment method',
    finish: async (page) => {
      await page.getByLabel('Card number').fill('5555 5555 5555 4444')
      await page.getByLabel('Expiration').fill('12 / 34')
      await page.getByLabel('CVC').fill('123')
      await page.getByRole('button', { name: 'Add' }).click()
    },
    said: /^Card updated. Mastercard •••• 4444 pays Starter.$/,
    expectAtHome: (page) => expect(plan(page)).toContainText('Mastercard •••• 4444'),
  },
  customer_update: {
    button: 'Update billing details',
    finish: async (page) => {
      await page.getByLabel('Name').fill('Globex International')
      await page.getByLabel('Email').fill('accounts@globex.example')
      await page.getByRole('button', { name: 'Save' }).click()
    },
    said: /^Your invoices are made out to Globex International and go to accounts@globex.example.$/,
    expectAtHome: (page) =>
      expect(page.getByText('For Globex International. Invoices go to accounts@globex.example.')).toBeVisible(),
  },
  subscription_update: {
    button: 'Change plan: Starter',
    finish: async (page) => {
      await page.getByRole('radio', { name: /^Pro, €49.00/ }).check()
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByRole('button', { name: 'Confirm' }).click()
    },
    said: /^Your plan is now Pro, €49.00 \/ month.$/,
    expectAtHome: async (page) => {
      await expect(plan(page)).toContainText('Pro')
      await expect(plan(page)).toContainText('€49.00 / month')
    },
  },
  subscription_update_confirm: {
    button: 'Review the switch: Starter',
    finish: (page) => page.getByRole('button', { name: 'Confirm' }).click(),
    said: /^Your plan is now Pro, €490.00 \/ year.$/,
    expectAtHome: (page) => expect(plan(page)).toContainText('€490.00 / year'),
  },
  subscription_pause: {
    button: 'Pause plan: Starter',
    finish: (page) => page.getByRole('button', { name: 'Pause plan' }).click(),
    said: /^Starter is paused/,
    expectAtHome: (page) => expect(plan(page)).toContainText('Paused'),
  },
  subscription_cancel: {
    button: 'Cancel plan: Starter',
    finish: async (page) => {
      await page.getByRole('radio', { name: 'I need more features' }).check()
      await page.getByRole('button', { name: 'Cancel plan' }).click()
    },
    said: /^Starter ends on \d+ \w+ \d{4}. You can use it until then.$/,
    expectAtHome: async (page) => {
      await expect(plan(page)).toContainText('Ends on')
      await expect(plan(page)).toContainText('Nothing more is charged')
    },
  },
}

for (const flow of flowNames) {
  const { button, finish, said, expectAtHome } = journeys[flow]
  test(`${button}: opened, finished, and seen at Home`, async ({ portico, page }) => {
    const { id, subscription } = await openManage(portico, page)
    const last = await getLastSequence(portico)
    await page.getByRole('button', { name: button, exact: true }).click()
    await expect(page).toHaveURL(/\/p\/session\//)
    const [mint, ...others] = await listCalls(portico, 'billingPortal.sessions.create', last)
    expect(others).toEqual([])
    expect(mint?.params).toMatchObject({
      customer: id,
      configuration: shop.portalConfiguration,
      flow_data: { type: flow, after_completion: { type: 'redirect' } },
    })

    await finish(page)
    await expect(page).toHaveURL(new RegExp(`^${portico.url}/\\?done=${flow}(&|$)`))
    await expect(page.getByRole('status')).toHaveText(said)
    await expectAtHome(page)
    expect(JSON.stringify(mint?.params).includes(subscription)).toBe(flow.startsWith('subscription_'))
  })
}

test('the portal homepage: opened, used, and left for Manage in Stripe', async ({ portico, page }) => {
  const { id } = await openManage(portico, page)
  const last = await getLastSequence(portico)
  await page.getByRole('button', { name: 'Open billing portal' }).click()
  await page.getByRole('link', { name: 'Cancel plan' }).click()
  await page.getByRole('button', { name: 'Cancel plan' }).click()
  await expect(page.getByText('Your plan was canceled.')).toBeVisible()
  const [mint] = await listCalls(portico, 'billingPortal.sessions.create', last)
  expect(mint?.params).toMatchObject({ customer: id, return_url: `${portico.url}/manage` })

  await page
    .getByRole('link', { name: /Return to/ })
    .first()
    .click()
  await expect(page).toHaveURL(`${portico.url}/manage`)
  await expect(page.getByRole('button', { name: 'Cancel plan: Starter' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Home' }).click()
  await expect(plan(page)).toContainText('Ends on')
})

test('a declined card stays on Stripe’s page, and the customer comes back without it', async ({ portico, page }) => {
  await openManage(portico, page)
  await page.getByRole('button', { name: 'Update payment method' }).click()
  await page.getByLabel('Card number').fill('4000 0000 0000 0002')
  await page.getByLabel('Expiration').fill('12 / 34')
  await page.getByLabel('CVC').fill('123')
  await page.getByRole('button', { name: 'Add' }).click()
  await expect(page.getByText('Your card was declined.')).toBeVisible()
  await page
    .getByRole('link', { name: /Return to/ })
    .first()
    .click()
  await expect(page).toHaveURL(`${portico.url}/manage`)
  await page.getByRole('link', { name: 'Home' }).click()
  await expect(plan(page)).toContainText('Visa •••• 4242')
})

async function openManage(portico: Portico, page: Page): Promise<Subscriber> {
  const subscriber = await createSubscriber(portico, { price: shop.prices.starterMonthly })
  await visitAs(portico, page, { customer: subscriber.id, path: '/manage' })
  return subscriber
}

import type { Page } from '@playwright/test'
import { type FlowName, flowNames } from '#lib/catalogue/flows.ts'
import { cards } from '#twin/playwright/cards.ts'
import type { PortalAnswers } from '#twin/playwright/finish-portal-flow.ts'
import { loginAs } from '#twin/playwright/login-as.ts'
import { portalOf } from './setup/host-app.ts'
import type { Portico } from './setup/instance.ts'
import { getLastSequence, listCalls } from './setup/ledger.ts'
import { openShop, type Shop } from './setup/shop.ts'
import { createSubscriber, type Subscriber } from './setup/subscribers.ts'
import { expect, test } from './setup/test.ts'

let shop: Shop

test.beforeAll(async ({ porticoOf }, { file }) => {
  shop = await openShop(await porticoOf(file))
})

interface Journey {
  /** The button on Manage in Stripe. */
  button: string
  /** What the customer says on Stripe's page. */
  answers?: PortalAnswers
  /** What the page that they come back to says of it. */
  said: RegExp
  /** What Home shows below. */
  expectAtHome: (page: Page) => Promise<void>
}

const plan = (page: Page) => page.getByRole('region', { name: 'Your plan' })

const journeys: Record<FlowName, Journey> = {
  payment_method_update: {
    button: 'Update payment method',
    answers: { card: cards.mastercard },
    said: /^Card updated. Mastercard •••• 4444 pays Starter.$/,
    expectAtHome: (page) => expect(plan(page)).toContainText('Mastercard •••• 4444'),
  },
  customer_update: {
    button: 'Update billing details',
    answers: { details: { Name: 'Globex International', Email: 'accounts@globex.example' } },
    said: /^Your invoices are made out to Globex International and go to accounts@globex.example.$/,
    expectAtHome: (page) =>
      expect(page.getByText('For Globex International. Invoices go to accounts@globex.example.')).toBeVisible(),
  },
  subscription_update: {
    button: 'Change plan: Starter',
    answers: { plan: 'Pro, €49.00' },
    said: /^Your plan is now Pro, €49.00 \/ month.$/,
    expectAtHome: async (page) => {
      await expect(plan(page)).toContainText('Pro')
      await expect(plan(page)).toContainText('€49.00 / month')
    },
  },
  subscription_update_confirm: {
    button: 'Review the switch: Starter',
    said: /^Your plan is now Pro, €490.00 \/ year.$/,
    expectAtHome: (page) => expect(plan(page)).toContainText('€490.00 / year'),
  },
  subscription_pause: {
    button: 'Pause plan: Starter',
    said: /^Starter is paused/,
    expectAtHome: (page) => expect(plan(page)).toContainText('Paused'),
  },
  subscription_cancel: {
    button: 'Cancel plan: Starter',
    answers: { reason: 'I need more features' },
    said: /^Starter ends on \d+ \w+ \d{4}. You can use it until then.$/,
    expectAtHome: async (page) => {
      await expect(plan(page)).toContainText('Ends on')
      await expect(plan(page)).toContainText('Nothing more is charged')
    },
  },
}

for (const flow of flowNames) {
  const { button, answers, said, expectAtHome } = journeys[flow]
  test(`${button}: opened, finished, and seen at Home`, async ({ portico, page, finishPortalFlow }) => {
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

    await finishPortalFlow(page, answers)
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
  await page.getByRole('link', { name: 'Cancel subscription' }).click()
  await page.getByRole('button', { name: 'Cancel subscription' }).click()
  await page.getByRole('button', { name: 'No thanks' }).click()
  await expect(page.getByText('Your subscription was canceled.')).toBeVisible()
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

test('a declined card stays on Stripe’s page, and the customer comes back without it', async ({
  portico,
  page,
  finishPortalFlow,
}) => {
  await openManage(portico, page)
  await page.getByRole('button', { name: 'Update payment method' }).click()
  await expect(finishPortalFlow(page, { card: cards.declined })).rejects.toThrow('Your card was declined.')
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
  await loginAs(page, portalOf(portico), subscriber, { path: '/manage' })
  return subscriber
}

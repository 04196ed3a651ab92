// In production the browser's side of Stripe is at js.stripe.com and api.stripe.com. Here both are played by the twin under
// those very names, so that the content security policy is the one that a company's customers get.

import type { Page } from '@playwright/test'
import { cards } from '#twin/playwright/cards.ts'
import { fillCard } from '#twin/playwright/fill-card.ts'
import { loginAs } from '#twin/playwright/login-as.ts'
import { planButton } from './setup/embeds.ts'
import { portalOf } from './setup/host-app.ts'
import type { Portico } from './setup/instance.ts'
import { openShop } from './setup/shop.ts'
import { expect, test } from './setup/test.ts'

let production: Portico | undefined
let customer: string

test.beforeEach(async ({ portico, context, page, stripeInBrowser }) => {
  production ??= await startProduction(portico)
  await openShop(production)
  customer = (await portico.twin.stripe.customers.create({ name: 'Globex GmbH' })).id
  await stripeInBrowser(context)
  await loginAs(page, portalOf(production), { id: customer })
})

/** An instance that is told no address for Stripe's scripts, and so takes Stripe's own. */
async function startProduction(portico: Portico): Promise<Portico> {
  const differences = { PORTICO_URL: '', STRIPE_SCRIPT_URL: '' }
  const { port } = new URL(await portico.startSecondInstance(differences))
  const variables = { ...portico.variables, ...differences, PORT: port }
  return { ...portico, url: `http://localhost:${port}`, variables }
}

const listAddresses = (page: Page): string[] => {
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(new URL(request.url()).origin))
  return addresses
}

test('a card is saved with Stripe.js from its own address', async ({ portico, page }) => {
  const addresses = listAddresses(page)
  const answer = await page.goto(`${production?.url}/payment-methods`)
  const policy = answer?.headers()['content-security-policy'] ?? ''
  expect(policy).toContain(`script-src 'self' 'nonce-`)
  expect(policy).toContain('https://js.stripe.com https://*.js.stripe.com')
  expect(policy).not.toContain('unsafe')

  await fillCard(page, cards.visa)
  await page.getByRole('button', { name: 'Save payment method' }).click()
  await expect(page.getByText('Visa •••• 4242 is saved.')).toBeVisible()
  const { data } = await portico.twin.stripe.paymentMethods.list({ customer })
  expect(data.map(({ card }) => card?.last4)).toEqual(['4242'])

  const known = [production?.url, 'https://js.stripe.com', 'https://api.stripe.com']
  expect([...new Set(addresses)].sort()).toEqual(known.sort())
})

test('the pricing table comes from Stripe’s own address', async ({ page }) => {
  await page.goto(`${production?.url}/plans`)
  await expect(planButton(page, 'Pro')).toBeVisible()
})

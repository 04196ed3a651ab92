import type { Page } from '@playwright/test'
import { cards } from '#twin/playwright/cards.ts'
import { fillCard } from '#twin/playwright/fill-card.ts'
import { waitForPaymentElement } from '#twin/playwright/payment-element.ts'
import { planButton } from '../setup/embeds.ts'
import { openAs, type Scene, shown, type Who, withEverythingOff } from './scene.ts'
import type { Stage } from './stage.ts'

export const customerScenes: Scene[] = [
  shown('home-active', 'active', '/'),
  shown('home-past-due', 'pastDue', '/'),
  shown('home-past-due-viewer', 'pastDue', '/', 'viewer'),
  shown('home-incomplete', 'incomplete', '/'),
  shown('home-trial', 'trial', '/'),
  shown('home-ending', 'ending', '/'),
  shown('home-paused', 'paused', '/'),
  shown('home-empty', 'empty', '/'),
  shown('home-back-from-buying', 'ending', '/?done=plan_bought'),
  shown('invoices', 'active', '/invoices'),
  shown('invoices-overdue', 'pastDue', '/invoices'),
  shown('invoices-empty', 'empty', '/invoices'),
  embedded('plans', 'empty', '/plans', (page) => planButton(page, 'Pro').waitFor()),
  shown('plans-current', 'active', '/plans'),
  shown('plans-viewer', 'empty', '/plans', 'viewer'),
  embedded('plans-blocked', 'empty', '/plans', waitForWayOn, /ERR_FAILED|pricing-table/),
  embedded('buy', 'active', '/buy', (page) => page.locator('stripe-buy-button iframe').waitFor()),
  embedded('payment-methods', 'active', '/payment-methods', waitForPaymentElement),
  embedded('payment-methods-empty', 'empty', '/payment-methods', waitForPaymentElement),
  embedded('payment-methods-removed', 'trial', '/payment-methods?done=removed', waitForPaymentElement),
  shown('payment-methods-viewer', 'active', '/payment-methods', 'viewer'),
  embedded(
    'payment-methods-declined',
    'empty',
    '/payment-methods',
    (page) => decline(page, 'Save payment method'),
    /402/,
  ),
  embedded('payment-methods-blocked', 'active', '/payment-methods', waitForWayOn, /ERR_FAILED|Stripe\.js/),
  embedded('pay', 'active', ({ invoices }) => `/pay/${invoices.open}`, waitForPaymentElement),
  embedded(
    'pay-declined',
    'active',
    ({ invoices }) => `/pay/${invoices.open}`,
    (page) => decline(page, /^Pay €/),
    /402/,
  ),
  shown('pay-viewer', 'active', ({ invoices }) => `/pay/${invoices.open}`, 'viewer'),
  shown('pay-paid', 'active', ({ invoices }) => `/pay/${invoices.paid}`),
  shown('pay-cancelled', 'active', ({ invoices }) => `/pay/${invoices.void}`),
  shown('pay-unknown', 'active', '/pay/in_doesnotexist1234'),
  shown('manage', 'active', '/manage'),
  shown('manage-viewer', 'active', '/manage', 'viewer'),
  shown('not-found', 'active', '/nothing-here'),
  {
    name: 'home-everything-off',
    open: (stage, page) => withEverythingOff(stage, () => openAs(stage, page, 'active', '/')),
  },
  {
    name: 'plans-not-offered',
    open: (stage, page) => withEverythingOff(stage, () => openAs(stage, page, 'empty', '/plans')),
  },
]

type Path = string | ((stage: Stage) => string)

/** A page that is in its state once Stripe's part of it is. */
function embedded(name: string, who: Who, path: Path, settle: (page: Page) => Promise<unknown>, says?: RegExp): Scene {
  return {
    name,
    ...(says && { says }),
    async open(stage, page) {
      if (name.endsWith('blocked')) await page.route(`${stage.portico.twin.base}/**`, (route) => route.abort())
      await openAs(stage, page, who, typeof path === 'string' ? path : path(stage))
      await settle(page)
    },
  }
}

async function decline(page: Page, button: string | RegExp) {
  await fillCard(page, cards.declined)
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('alert').filter({ hasText: 'declined' }).waitFor()
}

async function waitForWayOn(page: Page) {
  await page.getByRole('button', { name: 'Try again' }).waitFor()
}

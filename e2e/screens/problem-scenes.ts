// Pages for whoever is on the way in, and for whatever went wrong.
import type { Page } from '@playwright/test'
import { loginAs } from '#twin/playwright/login-as.ts'
import { askForAddress, type Claims, portalOf, signHandoff } from '../setup/host-app.ts'
import { openAs, type Scene, withEverythingOff } from './scene.ts'
import type { Stage } from './stage.ts'

export const problemScenes: Scene[] = [
  {
    name: 'continue-as',
    open: async (stage, page) => {
      await page.goto(await askForAddress(stage.portico, await signFor(stage, {})))
    },
  },
  {
    name: 'continue-as-while-signed-in',
    open: async (stage, page) => {
      await openAs(stage, page, 'pastDue', '/')
      await page.goto(await askForAddress(stage.portico, await signFor(stage, {})))
    },
  },
  { name: 'sign-in', open: (stage, page) => goTo(stage, page, '/sign-in') },
  { name: 'signed-out', open: (stage, page) => goTo(stage, page, '/login/signed-out') },
  { name: 'link-used', open: (stage, page) => goTo(stage, page, '/login/arrive') },
  {
    name: 'hand-over-expired',
    open: async (stage, page) => {
      const iat = Math.floor(Date.now() / 1000) - 300
      await postForm(page, `${stage.portico.url}/login/handoff`, {
        token: await signFor(stage, { iat, exp: iat + 60 }),
      })
    },
  },
  {
    name: 'hand-over-invalid',
    open: (stage, page) => postForm(page, `${stage.portico.url}/login/handoff`, { token: 'not.a.token' }),
  },
  {
    name: 'customer-deleted',
    open: async (stage, page) => {
      const { stripe } = stage.portico.twin
      const { id: customer } = await stripe.customers.create({ name: 'Cyberdyne Inc' })
      await loginAs(page, portalOf(stage.portico), { id: customer })
      await stripe.customers.del(customer)
      await page.reload()
    },
  },
  {
    name: 'signed-in-for-someone-else',
    open: async (stage, page) => {
      await openAs(stage, page, 'active', '/manage')
      const other = await page.context().newPage()
      await openAs(stage, other, 'pastDue', '/')
      await other.close()
      await page.getByRole('button', { name: 'Open billing portal' }).click()
      await page.getByRole('heading', { level: 1, name: 'You are now signed in' }).waitFor()
    },
  },
  {
    name: 'switched-off-meanwhile',
    open: async (stage, page) => {
      await openAs(stage, page, 'active', '/manage')
      await withEverythingOff(stage, async () => {
        await page.getByRole('button', { name: 'Open billing portal' }).click()
        await page.waitForURL(/\/api\/portal-sessions/)
      })
    },
  },
  {
    name: 'stripe-down',
    open: async (stage, page) => {
      await openAs(stage, page, 'active', '/')
      await withStripeDown(stage, () => goTo(stage, page, '/invoices'))
    },
  },
  {
    name: 'stripe-busy',
    open: async (stage, page) => {
      await openAs(stage, page, 'active', '/')
      await withFault(stage, { kind: '429', match: { method: 'GET' } }, () => goTo(stage, page, '/invoices'))
    },
  },
  {
    name: 'payment-methods-queued',
    open: async (stage, page) => {
      await page.route('**/api/customer-sessions', () => {})
      await openAs(stage, page, 'active', '/payment-methods')
      await page.getByText('Leave the page open').waitFor()
    },
  },
  {
    name: 'buy-broke',
    open: async (stage, page) => {
      await page.addInitScript(() => {
        Object.assign(window, { ResizeObserver: undefined })
      })
      await openAs(stage, page, 'active', '/buy')
      await page.getByRole('heading', { level: 1, name: 'Something went wrong on our side' }).waitFor()
    },
    says: /ResizeObserver/,
  },
  {
    name: 'outcome-unknown',
    open: async (stage, page) => {
      await openAs(stage, page, 'active', '/')
      await withStripeDown(stage, () => goTo(stage, page, '/return?payment_intent=pi_1234'))
    },
  },
]

function signFor({ portico, customers }: Stage, claims: Claims) {
  return signHandoff(portico, { customer: customers.active, ...claims })
}

async function goTo({ portico }: Stage, page: Page, path: string) {
  await page.goto(portico.url + path)
}

/** As a page of the host app does. */
async function postForm(page: Page, action: string, fields: Record<string, string>) {
  const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
  await page.setContent(`<form method="post" action="${action}">${inputs.join('')}<button>Billing</button></form>`)
  await Promise.all([page.waitForURL(action), page.getByRole('button').click()])
}

function withStripeDown(stage: Stage, open: () => Promise<void>) {
  return withFault(stage, { kind: '500', match: {} }, open)
}

async function withFault({ portico: { twin } }: Stage, fault: object, open: () => Promise<void>) {
  await twin.control('POST', 'faults', fault)
  await open().finally(() => twin.control('DELETE', 'faults'))
}

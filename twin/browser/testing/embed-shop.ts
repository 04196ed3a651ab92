import type { Page } from '@playwright/test'
import type { Stripe } from 'stripe'
import { expect } from 'vitest'
import { useHostSite } from './use-host-site.ts'

type Tag = 'stripe-pricing-table' | 'stripe-buy-button'

const ids = {
  'stripe-pricing-table': { 'pricing-table-id': 'prctbl_plans' },
  'stripe-buy-button': { 'buy-button-id': 'buy_btn_handbook' },
}

/** A host's site with a customer and something to sell: `prctbl_plans` has "Pro" and "Handbook", `buy_btn_handbook` the latter. */
export async function useEmbedShop() {
  const { site, page, key } = await useHostSite()
  const monthly = await site.stripe.prices.create({
    currency: 'eur',
    unit_amount: 1900,
    recurring: { interval: 'month' },
    product_data: { name: 'Pro' },
  })
  const once = await site.stripe.prices.create({
    currency: 'jpy',
    unit_amount: 500,
    product_data: { name: 'Handbook' },
  })
  const customer = (await site.stripe.customers.create({})).id
  const success_url = `${site.url}thanks`
  const sellIn = (id: string, prices: string[], more: object = {}) =>
    site.control('pricing_tables', { id, prices, success_url, ...more })
  await sellIn('prctbl_plans', [monthly.id, once.id])
  await site.control('buy_buttons', { id: 'buy_btn_handbook', price: once.id, success_url })

  return {
    site,
    page,
    key,
    monthly,
    once,
    customer,
    sellIn,
    table: () => page.frameLocator('iframe[title="Pricing table"]'),
    button: () => page.frameLocator('iframe[title="Buy button"]'),

    /** Adds a component to the page. */
    show: (tag: Tag, attributes: Record<string, string> = {}) =>
      page.evaluate(
        ([tag, attributes]) => {
          const element = document.createElement(tag as string)
          for (const [name, value] of Object.entries(attributes as object)) element.setAttribute(name, value)
          document.querySelector('#here')?.append(element)
        },
        [tag, { 'publishable-key': key, ...ids[tag], ...attributes }] as const,
      ),

    mintSession: async (component: 'pricing_table' | 'buy_button') => {
      const components = { [component]: { enabled: true } }
      return (await site.stripe.customerSessions.create({ customer, components })).client_secret
    },

    /** Clicks, and gives the checkout session at whose page the browser arrives. */
    checkOut: async (frame: ReturnType<Page['frameLocator']>, name: RegExp): Promise<Stripe.Checkout.Session> => {
      const before = page.url()
      await frame.getByRole('button', { name }).click()
      await page.waitForURL((url) => url.href !== before, { waitUntil: 'commit' })
      const [newest] = (await site.stripe.checkout.sessions.list({ limit: 1 })).data
      expect(page.url()).toBe(newest?.url)
      return newest as Stripe.Checkout.Session
    },
  }
}

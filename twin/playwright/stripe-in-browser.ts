import type { BrowserContext, Page } from '@playwright/test'

/**
 * Plays `https://js.stripe.com` and `https://api.stripe.com` for a page or a whole context: a page that loads Stripe's
 * own script gets the twin's, and what that script asks goes to the twin. Nothing of it leaves this machine.
 */
export async function stripeInBrowser(page: Page | BrowserContext, twin: { base: string }): Promise<void> {
  await page.route(/^https:\/\/(js|api)\.stripe\.com\//, async (route) => {
    const { pathname, search } = new URL(route.request().url())
    await route.fulfill({ response: await route.fetch({ url: twin.base + pathname + search }) })
  })
  // What the real script would load besides, and the twin's does not need.
  await page.route(/^https:\/\/([\w-]+\.)?(stripe\.network|stripecdn\.com)\/|^https:\/\/r\.stripe\.com\//, (route) =>
    route.abort(),
  )
}

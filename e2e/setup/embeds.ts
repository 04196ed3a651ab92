// What Stripe's own components show inside our pages.
import type { Locator, Page } from '@playwright/test'

export const pricingTable = (page: Page): Locator => page.locator('stripe-pricing-table')
export const buyButton = (page: Page): Locator => page.locator('stripe-buy-button')

/** A plan's button in the pricing table: where several prices have one name, the first. */
export function planButton(page: Page, plan: string): Locator {
  return pricingTable(page)
    .frameLocator('iframe')
    .getByRole('button', { name: `Subscribe: ${plan}` })
    .first()
}

/** @param nth which of the page's buttons */
export function buyNowButton(page: Page, product: string, nth = 0): Locator {
  return buyButton(page)
    .nth(nth)
    .frameLocator('iframe')
    .getByRole('button', { name: `: ${product}` })
}

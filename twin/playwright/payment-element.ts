import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test'

/** What is inside of the Payment Element; its fields are there once it is ready. */
export function paymentElement(page: Page): FrameLocator {
  return page.frameLocator('iframe[title="Secure payment input frame"]')
}

/** The Payment Element, when it can be used. */
export async function waitForPaymentElement(page: Page): Promise<FrameLocator> {
  const element = paymentElement(page)
  await expect(element.locator('.Payment')).toBeVisible({ timeout: 20_000 })
  return element
}

/** The saved cards that a Payment Element offers again, such as "Visa •••• 4242". */
export function offeredCards(element: FrameLocator): Locator {
  return element.locator('.MethodName')
}

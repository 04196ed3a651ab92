import { expect, type Page } from '@playwright/test'

/** What a person types at Stripe's checkout. */
export async function fillCheckout(page: Page, cardNumber: string): Promise<void> {
  await expect(page).toHaveURL(/\/c\/pay\/cs_/)
  await page.getByLabel('Card number').fill(cardNumber)
  await page.getByLabel('Expiration').fill('12 / 34')
  await page.getByLabel('CVC').fill('123')
  await page.getByLabel('Cardholder name').fill('Ada Lovelace')
}

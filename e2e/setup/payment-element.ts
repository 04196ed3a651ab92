// Stripe's form on a page of ours, as a customer sees and fills it.
import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test'

/** Stripe's test cards by what they do. */
export const cards = {
  visa: '4242424242424242',
  mastercard: '5555555555554444',
  jcb: '3566002020360505',
  declined: '4000000000000002',
  asksBank: '4000002760003184',
} as const

/** What is inside of the form; its fields are there once the form is ready. */
export function paymentElement(page: Page): FrameLocator {
  return page.frameLocator('iframe[title="Secure payment input frame"]')
}

/** The form, when it can be used. */
export async function waitForPaymentElement(page: Page): Promise<FrameLocator> {
  const element = paymentElement(page)
  await expect(element.locator('.Payment')).toBeVisible({ timeout: 20_000 })
  return element
}

/** The cards that the form offers again, such as "Visa •••• 4242". */
export function offeredCards(element: FrameLocator): Locator {
  return element.locator('.MethodName')
}

/** Types a card that is not saved yet. */
export async function fillNewCard(page: Page, number: string): Promise<void> {
  const element = await waitForPaymentElement(page)
  const newCard = element.getByRole('radio', { name: 'New card' })
  if (await newCard.count()) await newCard.check()
  await element.getByLabel('Card number').fill(number)
  await element.getByLabel('Expiration date').fill('12 / 34')
  await element.getByLabel('Security code').fill('123')
}

/**
 * Answers the bank's question in the frame that covers the page.
 * @param options `trial` waits until it could be answered, and leaves it at that
 */
export async function answerBank(page: Page, answer: 'Complete' | 'Fail', options = { trial: false }): Promise<void> {
  const bank = page
    .frameLocator('iframe[title="Secure authentication frame"]')
    .frameLocator('iframe[name="stripe-challenge-frame"]')
  await bank.getByRole('button', { name: `${answer} authentication` }).click(options)
}

import { expect, type Page } from '@playwright/test'
import { answerBank } from './answer-bank.ts'
import { type CardDetails, fillCard } from './fill-card.ts'

const checkoutAddress = /\/c\/pay\/cs_/

export interface CheckoutAnswers {
  /** The card that pays; one that works when left out, `'saved'` for the one that is offered first. */
  card?: string | CardDetails
  /** Where the page asks for it. */
  email?: string
  /** What the customer tells the bank, where it asks. */
  bank?: 'Complete' | 'Fail'
}

/**
 * Fills Stripe's checkout page, pays, and waits until it has led back.
 * @throws Error with the words of the page when it stays, as after a declined card
 */
export async function completeCheckout(page: Page, answers: CheckoutAnswers = {}): Promise<void> {
  const { card, email = 'ada@example.com', bank } = answers
  await expect(page).toHaveURL(checkoutAddress)
  const emailField = page.locator('#email')
  if ((await emailField.count()) && (await emailField.isEditable())) await emailField.fill(email)
  if (card === 'saved') await chooseSavedMethod(page)
  else await fillCard(page, card)
  const postalCode = page.locator('#billingPostalCode')
  if ((await postalCode.isVisible()) && !(await postalCode.inputValue())) await postalCode.fill('10001')
  await page.locator('[data-testid="hosted-payment-submit-button"]').click()
  if (bank) await answerBank(page, bank)
  await leave(page, checkoutAddress)
}

/** After a refusal the page keeps to what was chosen before. Without a choice there is one that pays. */
async function chooseSavedMethod(page: Page): Promise<void> {
  const saved = page.locator('input[name="paymentMethod"][value^="pm_"]').first()
  if (await saved.count()) await saved.check()
}

/** Waits until the browser is elsewhere; a refusal that the page shows ends the wait. */
export async function leave(page: Page, address: RegExp): Promise<void> {
  const refusal = page.getByRole('alert')
  let said: string | undefined
  await expect
    .poll(
      async () => {
        if (!address.test(page.url())) return true
        said = (await refusal.count()) ? ((await refusal.first().textContent()) ?? undefined) : undefined
        return said !== undefined
      },
      { message: 'to leave the page of Stripe’s', timeout: 20_000 },
    )
    .toBe(true)
  if (said) throw new Error(`Stripe’s page stays, and says: ${said}`)
}

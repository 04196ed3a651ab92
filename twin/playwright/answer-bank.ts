import type { FrameLocator, Page } from '@playwright/test'

/**
 * Answers the question of the card's bank: in the dialog that covers a page of ours, or on a page of Stripe's.
 * @param answer what the customer does
 * @param options `trial` waits until it could be answered, and leaves it at that
 */
export async function answerBank(
  page: Page,
  answer: 'Complete' | 'Fail' = 'Complete',
  options = { trial: false },
): Promise<void> {
  const isOnStripe = /\/(c\/pay|p\/session|i\/(acct|in))/.test(new URL(page.url()).pathname)
  const bank: Page | FrameLocator = isOnStripe
    ? page
    : page
        .frameLocator('iframe[title="Secure authentication frame"]')
        .frameLocator('iframe[name="stripe-challenge-frame"]')
  const button = { Complete: '#test-source-authorize-3ds', Fail: '#test-source-fail-3ds' }[answer]
  await bank.locator(button).click(options)
}

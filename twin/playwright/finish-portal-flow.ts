import { expect, type Page } from '@playwright/test'
import { leave } from './complete-checkout.ts'
import { type CardDetails, fillCard } from './fill-card.ts'

const portalAddress = /\/p\/session\/(?!.*\/confirmation)/

export interface PortalAnswers {
  /** For `payment_method_update`: a card that works when left out. */
  card?: string | CardDetails
  /** For `customer_update`: what to type, by the label of its field, as in `{ Name: 'Globex' }`. */
  details?: Record<string, string>
  /** For `subscription_update`: the plan to choose, by the beginning of its name. */
  plan?: string | RegExp
  /** For `subscription_cancel`: the reason to choose, by its words. */
  reason?: string
}

/**
 * Goes through the flow that Stripe's portal opened with, and waits until it is done: back at the host's page, or at
 * Stripe's own confirmation.
 * @throws Error with the words of the page when it refuses
 */
export async function finishPortalFlow(page: Page, answers: PortalAnswers = {}): Promise<void> {
  await expect(page).toHaveURL(portalAddress)
  if (page.url().endsWith('/payment-methods/new')) await fillCard(page, answers.card)
  if (page.url().endsWith('/customer')) await fillDetails(page, answers.details ?? {})
  if (page.url().endsWith('/update')) await choosePlan(page, answers.plan)
  const isCancellation = page.url().endsWith('/cancel')
  await page.getByTestId('confirm').click()
  if (isCancellation) await answerReason(page, answers.reason)
  await leave(page, portalAddress)
}

async function fillDetails(page: Page, details: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(details)) await page.getByLabel(label, { exact: true }).fill(value)
}

async function choosePlan(page: Page, plan: string | RegExp | undefined): Promise<void> {
  if (plan) {
    const name = typeof plan === 'string' ? new RegExp(`^\\s*${plan.replaceAll(/\W/g, '\\$&')}`) : plan
    await page.getByTestId('pricing-table-card').filter({ hasText: name }).getByRole('button').click()
  }
  await page.getByTestId('continue-button').click()
}

/** Asked for once it is canceled, and only where the configuration says so. */
async function answerReason(page: Page, reason: string | undefined): Promise<void> {
  const answer = page.getByTestId(reason ? 'cancellation_reason_submit' : 'cancellation_reason_cancel')
  const isAsked = () => answer.isVisible()
  await expect
    .poll(async () => !portalAddress.test(page.url()) || (await isAsked()) || (await isRefused(page)))
    .toBe(true)
  if (!(await isAsked())) return
  if (reason) await page.getByRole('radio', { name: reason }).check()
  await answer.click()
}

async function isRefused(page: Page): Promise<boolean> {
  return (await page.getByRole('alert').count()) > 0
}

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
  const last = page.getByRole('button', { name: /^(Add|Save|Continue|Confirm|Pause plan|Cancel plan)$/ })
  const button = await last.textContent()
  if (button === 'Add') await fillCard(page, answers.card)
  if (button === 'Save') await fillDetails(page, answers.details ?? {})
  if (button === 'Continue' && answers.plan) await choosePlan(page, answers.plan)
  if (button === 'Cancel plan' && answers.reason) await page.getByRole('radio', { name: answers.reason }).check()
  await last.click()
  if (button === 'Continue') await page.getByRole('button', { name: 'Confirm' }).click()
  await leave(page, portalAddress)
}

async function fillDetails(page: Page, details: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(details)) await page.getByLabel(label, { exact: true }).fill(value)
}

async function choosePlan(page: Page, plan: string | RegExp): Promise<void> {
  const name = typeof plan === 'string' ? new RegExp(`^${plan.replaceAll(/\W/g, '\\$&')}`) : plan
  await page.getByRole('radio', { name }).check()
}

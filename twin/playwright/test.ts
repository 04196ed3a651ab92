// Playwright's `test` with a twin behind it. Every helper acts on one customer, so that many workers can share one app
// and one key.
import {
  type BrowserContext,
  test as base,
  expect,
  type Page,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  type TestType,
} from '@playwright/test'
import type { LedgerEntry } from '../twin-types.ts'
import { answerBank } from './answer-bank.ts'
import { attachOnFailure } from './attach-on-failure.ts'
import { type CheckoutAnswers, completeCheckout } from './complete-checkout.ts'
import { type ConnectedTwin, connectTwin, type TwinAddress } from './connect-twin.ts'
import { advanceClock, createTestCustomer, type Duration, type TestCustomer } from './customer-clock.ts'
import { declineNextCharge } from './decline-next-charge.ts'
import { type CardDetails, fillCard } from './fill-card.ts'
import { finishPortalFlow, type PortalAnswers } from './finish-portal-flow.ts'
import { joinWorkers } from './join-workers.ts'
import { loginAs, type Portal, type Visit } from './login-as.ts'
import { stripeInBrowser } from './stripe-in-browser.ts'
import { type Delivery, type Webhooks, watchWebhooks } from './webhooks.ts'

export interface BillingWorkerFixtures {
  /** An option, for `use` in playwright.config.ts: the twin that the app under test talks to; that of `npx stripe-twin` when left out. */
  twinAddress: TwinAddress
  /** The account of that twin. */
  twin: ConnectedTwin
}

export interface BillingFixtures {
  /** An option: the Portico under test. Needed for `loginAs` alone. */
  portal: Portal | undefined
  /** A customer of this test's own, on a clock of its own, with a card that pays. */
  customer: TestCustomer
  /** Plays js.stripe.com and api.stripe.com for a page, or a whole context, that loads Stripe's own script. */
  stripeInBrowser: (page: Page | BrowserContext) => Promise<void>
  /** Types a card into a Payment Element, at Stripe's checkout, or in its portal. */
  fillCard: (page: Page, card?: string | CardDetails) => Promise<void>
  /** Answers the question of the card's bank. */
  answerBank: (page: Page, answer?: 'Complete' | 'Fail') => Promise<void>
  /** Fills Stripe's checkout, pays, and waits until it has led back. */
  completeCheckout: (page: Page, answers?: CheckoutAnswers) => Promise<void>
  /** Goes through the flow that Stripe's portal opened with. */
  finishPortalFlow: (page: Page, answers?: PortalAnswers) => Promise<void>
  /** Moves the time of one customer, and waits until what falls due on the way is done. */
  advanceClock: (customer: { id: string }, by: Duration) => Promise<void>
  /** Has the bank decline this customer's next charge, whatever card pays, and no other; `generic_decline` unless told. */
  declineNextCharge: (customer: { id: string }, declineCode?: string) => Promise<void>
  /** What the twin delivers to the app's webhook endpoints. */
  webhooks: Webhooks
  /** Opens Portico as a member of a customer, through the hand-over. */
  loginAs: (page: Page, customer: { id: string }, visit?: Visit) => Promise<void>
}

type BillingTest = TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & BillingFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions & BillingWorkerFixtures
>

/** What the command serves when it is told nothing else. */
const usualAddress: TwinAddress = { base: 'http://127.0.0.1:12111', key: 'sk_test_twin_default' }

export const test: BillingTest = base.extend<BillingFixtures & { report: undefined }, BillingWorkerFixtures>({
  twinAddress: [usualAddress, { option: true, scope: 'worker' }],
  portal: [undefined, { option: true }],
  twin: [
    async ({ twinAddress }, use, { workerIndex }) =>
      joinWorkers(await connectTwin(twinAddress), `Playwright worker ${workerIndex}`, use),
    { scope: 'worker' },
  ],
  report: [({ twin }, use, testInfo) => attachOnFailure(twin, testInfo, () => use(undefined)), { auto: true }],
  customer: async ({ twin }, use, { title }) => use(await createTestCustomer(twin, { name: title.slice(0, 80) })),
  stripeInBrowser: ({ twin }, use) => use((page) => stripeInBrowser(page, twin)),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  fillCard: ({}, use) => use(fillCard),
  // biome-ignore lint/correctness/noEmptyPattern: as above
  answerBank: ({}, use) => use(answerBank),
  // biome-ignore lint/correctness/noEmptyPattern: as above
  completeCheckout: ({}, use) => use(completeCheckout),
  // biome-ignore lint/correctness/noEmptyPattern: as above
  finishPortalFlow: ({}, use) => use(finishPortalFlow),
  advanceClock: ({ twin }, use) => use((customer, by) => advanceClock(twin, customer, by)),
  declineNextCharge: ({ twin }, use) => use((customer, declineCode) => declineNextCharge(twin, customer, declineCode)),
  webhooks: ({ twin }, use) => use(watchWebhooks(twin)),
  loginAs: ({ portal }, use) =>
    use((page, customer, visit) => {
      if (!portal) throw new Error('Say where Portico runs: `portal: { url, issuer, secret }` in `use`.')
      return loginAs(page, portal, customer, visit)
    }),
})

export { cards } from './cards.ts'
export { connectTwin } from './connect-twin.ts'
export { offeredCards, paymentElement, waitForPaymentElement } from './payment-element.ts'
export type {
  CardDetails,
  CheckoutAnswers,
  ConnectedTwin,
  Delivery,
  Duration,
  LedgerEntry,
  Portal,
  PortalAnswers,
  TestCustomer,
  TwinAddress,
  Webhooks,
}
export { expect }

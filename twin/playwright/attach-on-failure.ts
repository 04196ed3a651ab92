import type { TestInfo } from '@playwright/test'
import type { ConnectedTwin } from './connect-twin.ts'
import { watchWebhooks } from './webhooks.ts'

/** Runs a test; when it fails, its report says what the app asked of Stripe meanwhile, and what Stripe delivered. */
export async function attachOnFailure(
  twin: ConnectedTwin,
  testInfo: TestInfo,
  runTest: () => Promise<void>,
): Promise<void> {
  const last = (await twin.ledger()).at(-1)?.sequence ?? 0
  const before = (await watchWebhooks(twin).list()).length
  await runTest()
  if (testInfo.status === testInfo.expectedStatus) return
  await attach(testInfo, 'stripe-ledger.json', await twin.ledger(last))
  await attach(testInfo, 'stripe-deliveries.json', (await watchWebhooks(twin).list()).slice(before))
}

function attach(testInfo: TestInfo, name: string, content: unknown): Promise<void> {
  return testInfo.attach(name, { body: JSON.stringify(content, undefined, 2), contentType: 'application/json' })
}

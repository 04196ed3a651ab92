import type { TestInfo } from '@playwright/test'
import type { ConnectedTwin } from './connect-twin.ts'
import { watchWebhooks } from './webhooks.ts'

/** Runs a test; when it fails, its report says what the app asked of Stripe meanwhile, and what Stripe delivered. */
export async function attachOnFailure(
  twin: ConnectedTwin,
  testInfo: TestInfo,
  runTest: () => Promise<void>,
): Promise<void> {
  // By their ids, for a test may begin with a reset, which counts anew.
  const calls = new Set((await twin.ledger()).map(({ request_id }) => request_id))
  const deliveries = new Set((await watchWebhooks(twin).list()).map(({ id }) => id))
  await runTest()
  if (testInfo.status === testInfo.expectedStatus) return
  const newCalls = (await twin.ledger()).filter(({ request_id }) => !calls.has(request_id))
  const newDeliveries = (await watchWebhooks(twin).list()).filter(({ id }) => !deliveries.has(id))
  await attach(testInfo, 'stripe-ledger.json', newCalls)
  await attach(testInfo, 'stripe-deliveries.json', newDeliveries)
}

function attach(testInfo: TestInfo, name: string, content: unknown): Promise<void> {
  return testInfo.attach(name, { body: JSON.stringify(content, undefined, 2), contentType: 'application/json' })
}

import type { LedgerEntry } from '#twin/playwright/test.ts'
import type { Portico } from './instance.ts'

/** Questions that Stripe takes by POST, though they change nothing there. */
const askedByPost: (string | null)[] = ['invoices.createPreview']

export function isWrite({ method, operation }: LedgerEntry): boolean {
  return method !== 'GET' && !askedByPost.includes(operation)
}

export async function getLastSequence({ twin }: Portico): Promise<number> {
  return (await twin.ledger()).at(-1)?.sequence ?? 0
}

/** @param operation as the SDK calls it: `customerSessions.create` */
export async function listCalls({ twin }: Portico, operation: string, after = 0): Promise<LedgerEntry[]> {
  return (await twin.ledger(after)).filter((call) => call.operation === operation)
}

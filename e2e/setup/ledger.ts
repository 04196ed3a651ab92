import type { Portico } from './instance.ts'
import type { LedgerCall } from './twin-account.ts'

export async function getLastSequence({ twin }: Portico): Promise<number> {
  return (await twin.ledger()).at(-1)?.sequence ?? 0
}

/** @param operation as the SDK calls it: `customerSessions.create` */
export async function listCalls({ twin }: Portico, operation: string, after = 0): Promise<LedgerCall[]> {
  return (await twin.ledger(after)).filter((call) => call.operation === operation)
}

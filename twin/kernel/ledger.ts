export type LedgerEntry = {
  /** Counts the account's calls from 1. */
  sequence: number
  request_id: string
  /** Never the key itself. */
  key: { id: string; kind: string }
  method: string
  path: string
  /** The SDK's name, where Stripe has such an operation. */
  operation: string | null
  params: unknown
  status: number
  error: { type: string; code?: string; message: string; param?: string } | null
  /** The permissions that a restricted key lacked. */
  missing_permissions?: string[]
  fault?: string
  is_replay?: boolean
  idempotency_key: string | null
  /** By the account's clock, in seconds. */
  time: number
  duration_ms: number
}

const capacity = 50_000

/** Every API call that an account received, oldest first. */
export class Ledger {
  private entries: LedgerEntry[] = []
  private count = 0

  add(entry: Omit<LedgerEntry, 'sequence'>) {
    this.entries.push({ sequence: ++this.count, ...entry })
    if (this.entries.length > capacity * 1.1) this.entries = this.entries.slice(-capacity)
  }

  /** @param after leave out everything up to this sequence */
  list(after = 0): LedgerEntry[] {
    return this.entries.filter((entry) => entry.sequence > after)
  }

  clear() {
    this.entries = []
    this.count = 0
  }
}

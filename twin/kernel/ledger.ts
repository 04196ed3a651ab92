import type { LedgerEntry } from '../twin-types.ts'

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

import type { LedgerEntry } from '../twin-types.ts'

const capacity = 50_000

/** Every API call that an account received, oldest first. */
export class Ledger {
  private entries: LedgerEntry[] = []
  private count = 0
  private readonly listeners = new Set<(entry: LedgerEntry) => void>()

  add(call: Omit<LedgerEntry, 'sequence'>) {
    const entry = { sequence: ++this.count, ...call }
    this.entries.push(entry)
    for (const listener of this.listeners) listener(entry)
    if (this.entries.length > capacity * 1.1) this.entries = this.entries.slice(-capacity)
  }

  /** @param after leave out everything up to this sequence */
  list(after = 0): LedgerEntry[] {
    return this.entries.filter((entry) => entry.sequence > after)
  }

  /** Calls back with every call from now on. @returns ends that */
  onAdd(listener: (entry: LedgerEntry) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  clear() {
    this.entries = []
    this.count = 0
  }
}

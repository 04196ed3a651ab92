import type { LedgerEntry } from '../twin-types.ts'

const capacity = 50_000
/** So many of the latest calls have their whole answer. */
const keptAnswers = 1_000

/** Every API call that an account received, oldest first. */
export class Ledger {
  private entries: LedgerEntry[] = []
  private count = 0
  private readonly bodies = new Map<number, string>()
  private readonly listeners = new Set<(entry: LedgerEntry) => void>()

  /** @param body the answer's, as it was sent */
  add(call: Omit<LedgerEntry, 'sequence' | 'answer'>, body: string) {
    const sequence = ++this.count
    const readAnswer = () => parse(this.bodies.get(sequence))
    const entry: LedgerEntry = {
      sequence,
      ...call,
      get answer() {
        return readAnswer()
      },
    }
    this.entries.push(entry)
    this.bodies.set(sequence, body)
    this.bodies.delete(sequence - keptAnswers)
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
    this.bodies.clear()
    this.count = 0
  }
}

function parse(body: string | undefined): unknown {
  if (!body) return null
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

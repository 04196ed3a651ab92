import type { Store } from './store.ts'
import { StripeError } from './stripe-error.ts'

/** One piece of work after another: what it changed is kept when it returns, and undone when it throws. */
export class Transactions {
  private readonly store: Store
  private readonly onCommit: () => void
  private afterwards: (() => void)[] = []
  private isRunning = false

  constructor(store: Store, onCommit: () => void) {
    this.store = store
    this.onCommit = onCommit
  }

  run<Result>(work: () => Result): Result {
    if (this.isRunning) throw new Error('A transaction is running: pass its context on instead of running another')
    this.isRunning = true
    this.store.commit()
    try {
      const result = work()
      this.commit()
      return result
    } catch (error) {
      if (error instanceof StripeError && error.keepsChanges) this.commit()
      else this.rollback()
      throw error
    } finally {
      this.isRunning = false
    }
  }

  afterCommit(work: () => void) {
    this.afterwards.push(work)
  }

  /** Leaves no trace in the store, and nothing to do afterwards. */
  dryRun<Result>(work: () => Result): Result {
    const afterwards = [...this.afterwards]
    try {
      return this.store.dryRun(work)
    } finally {
      this.afterwards = afterwards
    }
  }

  private commit() {
    this.store.commit()
    this.onCommit()
    const afterwards = this.afterwards
    this.afterwards = []
    for (const work of afterwards) queueMicrotask(work)
  }

  private rollback() {
    this.store.rollback()
    this.afterwards = []
  }
}

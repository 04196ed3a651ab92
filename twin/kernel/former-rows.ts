import type { AnyObject } from './wire.ts'

export type Row = { sequence: number; object: AnyObject; isDeleted: boolean }
export type RowState = Pick<Row, 'object' | 'isDeleted'>

/** Of the rows that changed since the last commit, how they were then; nothing of those that were not there. */
export class FormerRows {
  isLookingBack = false
  private readonly former = new Map<Row, RowState | undefined>()

  /** Called before each change; the first since the last commit counts. */
  keep(row: Row) {
    if (!this.former.has(row)) this.former.set(row, { object: row.object, isDeleted: row.isDeleted })
  }

  keepAbsence(row: Row) {
    this.former.set(row, undefined)
  }

  stateOf(row: Row): RowState | undefined {
    return this.former.has(row) ? this.former.get(row) : row
  }

  lookBack<Result>(work: () => Result): Result {
    this.isLookingBack = true
    try {
      return work()
    } finally {
      this.isLookingBack = false
    }
  }

  clear() {
    this.former.clear()
  }
}

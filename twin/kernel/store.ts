import { deepFreeze } from './deep-freeze.ts'
import { FormerRows, type Row, type RowState } from './former-rows.ts'
import type { AnyObject } from './wire.ts'

type Table = { rows: Row[]; byId: Map<string, Row> }
export type StoreSnapshot = { sequence: number; tables: Record<string, Row[]> }

/** The objects of one account, each frozen: a change is a new object, so that a request can be undone. */
export class Store {
  private tables = new Map<string, Table>()
  private objectOfId = new Map<string, string>()
  private sequence = 0
  private undo: (() => void)[] = []
  private readonly former = new FormerRows()

  insert(object: AnyObject) {
    const table = this.table(object.object)
    if (table.byId.has(object.id)) throw new Error(`${object.object} ${object.id} exists already`)
    const row: Row = { sequence: ++this.sequence, object: deepFreeze(object), isDeleted: false }
    this.former.keepAbsence(row)
    table.rows.push(row)
    table.byId.set(object.id, row)
    this.objectOfId.set(object.id, object.object)
    this.undo.push(() => {
      table.rows.pop()
      table.byId.delete(object.id)
      this.objectOfId.delete(object.id)
    })
  }

  replace(object: AnyObject) {
    const row = this.row(object)
    const before = row.object
    this.former.keep(row)
    row.object = deepFreeze(object)
    this.undo.push(() => {
      row.object = before
    })
  }

  /** Replaces the object if it is known, else inserts it. */
  put(object: AnyObject) {
    if (this.find(object.object, object.id)) this.replace(object)
    else this.insert(object)
  }

  delete(object: AnyObject) {
    const row = this.row(object)
    this.former.keep(row)
    row.isDeleted = true
    this.undo.push(() => {
      row.isDeleted = false
    })
  }

  find(object: string, id: string): AnyObject | undefined {
    const state = this.stateOf(this.tables.get(object)?.byId.get(id))
    return state && !state.isDeleted ? state.object : undefined
  }

  findDeleted(object: string, id: string): AnyObject | undefined {
    const state = this.stateOf(this.tables.get(object)?.byId.get(id))
    return state?.isDeleted ? state.object : undefined
  }

  findById(id: string): AnyObject | undefined {
    const object = this.objectOfId.get(id)
    return object === undefined ? undefined : this.find(object, id)
  }

  /** What is left of a deleted object whose type answers deletions, as a customer's. */
  findStub(id: string): { id: string; object: string; deleted: true } | undefined {
    const object = this.objectOfId.get(id)
    if (object === undefined || !this.findDeleted(object, id)) return undefined
    return { id, object, deleted: true }
  }

  /** Newest first, by the order in which they were made: many share one `created` second. */
  list(object: string, isWanted: (object: AnyObject) => boolean = () => true): AnyObject[] {
    const found: AnyObject[] = []
    for (const each of this.walk(object)) if (isWanted(each)) found.push(each)
    return found
  }

  /** As `list`, of several kinds together. */
  listTogether(objects: readonly string[]): AnyObject[] {
    const rows = objects.flatMap((object) => this.tables.get(object)?.rows ?? [])
    const kept = rows.filter(({ isDeleted }) => !isDeleted).sort((a, b) => b.sequence - a.sequence)
    return kept.map(({ object }) => object)
  }

  /** As `list`, one by one, for whoever may stop early. */
  *walk(object: string): Generator<AnyObject> {
    const rows = this.tables.get(object)?.rows ?? []
    for (let index = rows.length - 1; index >= 0; index--) {
      const state = this.stateOf(rows[index])
      if (state && !state.isDeleted) yield state.object
    }
  }

  /** How many there are of each kind, by name. */
  countObjects(): [string, number][] {
    const counts = [...this.tables].map(([name, { rows }]): [string, number] => [
      name,
      rows.filter(({ isDeleted }) => !isDeleted).length,
    ])
    return counts.filter(([, count]) => count > 0).sort(([a], [b]) => a.localeCompare(b))
  }

  /** Has `step` run if the request is undone. */
  remember(step: () => void) {
    this.undo.push(step)
  }

  /** Undoes what was done since the last commit. */
  rollback() {
    while (this.undo.length > 0) this.undo.pop()?.()
    this.former.clear()
  }

  /** Does `work` and undoes it at once. */
  dryRun<Result>(work: () => Result): Result {
    const mark = this.undo.length
    try {
      return work()
    } finally {
      while (this.undo.length > mark) this.undo.pop()?.()
    }
  }

  commit() {
    this.undo = []
    this.former.clear()
  }

  /** Whether this very object stood there at the last commit. */
  wasCommitted(object: AnyObject): boolean {
    const row = this.tables.get(object.object)?.byId.get(object.id)
    return row !== undefined && this.former.stateOf(row)?.object === object
  }

  /** Reads as if nothing had happened since the last commit. */
  lookBack<Result>(work: () => Result): Result {
    return this.former.lookBack(work)
  }

  clear() {
    this.tables.clear()
    this.objectOfId.clear()
    this.undo = []
    this.former.clear()
    this.sequence = 0
  }

  snapshot(): StoreSnapshot {
    const tables = [...this.tables].map(([name, table]) => [name, table.rows.map((row) => ({ ...row }))] as const)
    return { sequence: this.sequence, tables: Object.fromEntries(tables) }
  }

  restore(snapshot: StoreSnapshot) {
    this.clear()
    this.sequence = snapshot.sequence
    for (const [name, rows] of Object.entries(snapshot.tables)) {
      const table = this.table(name)
      for (const given of rows) {
        const row = { ...given, object: deepFreeze(given.object) }
        table.rows.push(row)
        table.byId.set(row.object.id, row)
        this.objectOfId.set(row.object.id, name)
      }
    }
  }

  private table(object: string): Table {
    const known = this.tables.get(object)
    if (known) return known
    const table: Table = { rows: [], byId: new Map() }
    this.tables.set(object, table)
    return table
  }

  private stateOf(row: Row | undefined): RowState | undefined {
    return row && this.former.isLookingBack ? this.former.stateOf(row) : row
  }

  private row(object: AnyObject): Row {
    const row = this.tables.get(object.object)?.byId.get(object.id)
    if (!row) throw new Error(`${object.object} ${object.id} is not in the store`)
    return row
  }
}

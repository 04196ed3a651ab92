export interface BoundedMap<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
  readonly size: number
}

/** Never holds more than `limit`, whatever comes: the half that was set longer ago goes at once. */
export function createBoundedMap<Value>(limit: number): BoundedMap<Value> {
  let newer = new Map<string, Value>()
  let older = new Map<string, Value>()
  return {
    get: (key) => newer.get(key) ?? older.get(key),
    set: (key, value) => {
      if (newer.size >= limit / 2) {
        older = newer
        newer = new Map()
      }
      newer.set(key, value)
    },
    get size() {
      return newer.size + older.size
    },
  }
}

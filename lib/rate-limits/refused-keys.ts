export interface RefusedKeys {
  has(key: string): boolean
  add(key: string, forMilliseconds: number): void
  readonly size: number
}

/** Remembers for a while what was refused; never more than `limit`, whatever comes: the older half goes at once. */
export function createRefusedKeys(limit: number): RefusedKeys {
  let newer = new Map<string, number>()
  let older = new Map<string, number>()
  return {
    has: (key) => (newer.get(key) ?? older.get(key) ?? 0) > performance.now(),
    add: (key, forMilliseconds) => {
      if (newer.size >= limit / 2) {
        older = newer
        newer = new Map()
      }
      newer.set(key, performance.now() + forMilliseconds)
    },
    get size() {
      return newer.size + older.size
    },
  }
}

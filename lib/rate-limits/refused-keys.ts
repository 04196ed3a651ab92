export interface RefusedKeys {
  has(key: string): boolean
  add(key: string, forMilliseconds: number): void
  readonly size: number
}

/** Remembers for a while what was refused; never more than `limit`, whatever comes. */
export function createRefusedKeys(limit: number): RefusedKeys {
  const until = new Map<string, number>()
  return {
    has: (key) => {
      const end = until.get(key)
      if (end === undefined || end > performance.now()) return end !== undefined
      until.delete(key)
      return false
    },
    add: (key, forMilliseconds) => {
      const [oldest] = until.keys()
      if (until.size >= limit && oldest !== undefined) until.delete(oldest)
      until.set(key, performance.now() + forMilliseconds)
    },
    get size() {
      return until.size
    },
  }
}

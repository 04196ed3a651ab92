import { createBoundedMap } from './bounded-map.ts'

export interface RefusedKeys {
  has(key: string): boolean
  add(key: string, forMilliseconds: number): void
  readonly size: number
}

/** Remembers for a while what was refused; never more than `limit`. */
export function createRefusedKeys(limit: number): RefusedKeys {
  const until = createBoundedMap<number>(limit)
  return {
    has: (key) => (until.get(key) ?? 0) > performance.now(),
    add: (key, forMilliseconds) => until.set(key, performance.now() + forMilliseconds),
    get size() {
      return until.size
    },
  }
}

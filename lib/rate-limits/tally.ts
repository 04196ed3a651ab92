// What one process counts in its memory, for requests that should write nothing. Now and then it tells the database, and
// by it the other instances; what they told comes back with what is read anyway.
import { createBoundedMap } from './bounded-map.ts'
import type { NamedBucket } from './take.ts'

export interface HeldBucket extends NamedBucket {
  /** How long it has yet to fill, as the database knew a moment ago. */
  heldSeconds: number
}

/** What was taken from a bucket and not told yet. */
export interface Count {
  keyHash: string
  takenSeconds: number
  fillsInSeconds: number
  /** How long it has yet to fill, as far as this process knows. */
  heldSeconds: number
}

export interface Tally {
  /** Takes one from each, or from none. @returns the bucket that has none left, with the seconds after which it has */
  take(buckets: HeldBucket[]): { bucket: NamedBucket; retryAfterSeconds: number } | undefined
  /** Whether something was counted long enough ago to be told. */
  isDue(buckets: NamedBucket[]): boolean
  /** Hands over what was not told, once. */
  settle(buckets: NamedBucket[]): Count[]
}

interface Kept {
  fullAtMs: number
  untold: number
  untoldSinceMs: number
}

const toldEveryMs = 60_000
// A share of a second, such as a tenth, does not add up exactly.
const toleranceMs = 0.001

export function createTally({ limit = 20_000, now = () => performance.now() } = {}): Tally {
  const kept = createBoundedMap<Kept>(limit)

  const find = ({ keyHash, heldSeconds }: HeldBucket): Kept => {
    const at = now()
    const known = kept.get(keyHash) ?? { fullAtMs: 0, untold: 0, untoldSinceMs: at }
    return { ...known, fullAtMs: Math.max(known.fullAtMs, at + heldSeconds * 1000) }
  }

  return {
    take: (buckets) => {
      const found = buckets.map((bucket) => ({ bucket, ...find(bucket) }))
      for (const { bucket, fullAtMs } of found) {
        const waitMs = fullAtMs + (1 - bucket.burst) * bucket.everySeconds * 1000 - now()
        if (waitMs > toleranceMs) return { bucket, retryAfterSeconds: Math.ceil(waitMs / 1000) }
      }
      for (const { bucket, fullAtMs, untold, untoldSinceMs } of found)
        kept.set(bucket.keyHash, {
          fullAtMs: fullAtMs + bucket.everySeconds * 1000,
          untold: untold + 1,
          untoldSinceMs: untold === 0 ? now() : untoldSinceMs,
        })
      return undefined
    },
    isDue: (buckets) =>
      buckets.some(({ keyHash }) => {
        const { untold, untoldSinceMs } = kept.get(keyHash) ?? { untold: 0, untoldSinceMs: 0 }
        return untold > 0 && now() - untoldSinceMs >= toldEveryMs
      }),
    settle: (buckets) =>
      buckets.flatMap(({ keyHash, everySeconds, burst }) => {
        const known = kept.get(keyHash)
        if (!known || known.untold === 0) return []
        kept.set(keyHash, { ...known, untold: 0 })
        const heldSeconds = Math.max(0, known.fullAtMs - now()) / 1000
        const takenSeconds = known.untold * everySeconds
        return [{ keyHash, takenSeconds, fillsInSeconds: burst * everySeconds, heldSeconds }]
      }),
  }
}

// Where mints wait for their turn while Stripe's limit is used up, each customer in turn. With nobody waiting it costs nothing.
import { Refusal } from '#lib/errors.ts'
import { createFairLine } from './fair-line.ts'
import { createPace } from './pace.ts'

export interface MintQueue {
  /** How many are in the line. */
  readonly waiting: number
  /**
   * Runs a mint when it is its turn, and again when Stripe says that it was one too many.
   * @param mint is told whether time has passed since it was asked for, and tells when it goes to Stripe
   * @throws Refusal stripe_busy where its turn would come too late, with the seconds after which there is room
   */
  run<Value>(customer: string, mint: (turn: Turn) => Promise<Value>, signal?: AbortSignal): Promise<Value>
  /** Sends everybody in the line away, to come back to another instance. */
  close(): void
}

export interface Turn {
  hasWaited: boolean
  leave(): void
}

interface Waiting {
  proceed(leave: () => void): void
  giveUp(retryAfterSeconds: number): void
}

// Proxies give up after a minute, as a rule. Whoever is let into the line should be served before, also if it slows down a little.
const roomForMs = 45_000
export const longestWaitMs = 50_000

export function createMintQueue(requestsPerSecond: number): MintQueue {
  const line = createFairLine<Waiting>()
  const pace = createPace(requestsPerSecond)
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  function serve() {
    clearTimeout(timer)
    timer = undefined
    while (line.length > 0) {
      const delayMs = pace.delayMs()
      if (delayMs > 0) {
        timer = setTimeout(serve, Math.ceil(delayMs))
        return
      }
      line.next()?.proceed(pace.start())
    }
  }

  function waitForTurn(customer: string, { isAgain, endsAt, signal }: Patience): Promise<() => void> {
    const { promise, resolve, reject } = Promise.withResolvers<() => void>()
    const waiting: Waiting = {
      proceed: resolve,
      giveUp: (retryAfterSeconds) => reject(new Refusal('stripe_busy', { retryAfterSeconds })),
    }
    const refuse = () => {
      line.leave(customer, waiting)
      waiting.giveUp(1)
    }
    const patience = setTimeout(refuse, Math.max(0, endsAt - performance.now()))
    signal?.addEventListener('abort', refuse, { once: true })
    if (isAgain) line.rejoin(customer, waiting)
    else line.join(customer, waiting)
    // Who left before they came here is told of no more.
    if (signal?.aborted) refuse()
    if (timer === undefined) serve()
    return promise.finally(() => {
      clearTimeout(patience)
      signal?.removeEventListener('abort', refuse)
    })
  }

  function requireRoom(customer: string) {
    const waitMs = pace.msFor(line.countAhead(customer))
    if (isClosed) throw new Refusal('stripe_busy', { retryAfterSeconds: 1 })
    if (waitMs > roomForMs)
      throw new Refusal('stripe_busy', { retryAfterSeconds: Math.ceil((waitMs - roomForMs) / 1000) })
  }

  return {
    get waiting() {
      return line.length
    },
    run: async (customer, mint, signal) => {
      const endsAt = performance.now() + longestWaitMs
      let hasWaited = false
      for (;;) {
        let leave: () => void
        if (hasWaited || line.length > 0 || pace.delayMs() > 0) {
          if (!hasWaited) requireRoom(customer)
          leave = await waitForTurn(customer, { isAgain: hasWaited, endsAt, signal })
          hasWaited = true
        } else {
          leave = pace.start()
        }
        try {
          return await mint({ hasWaited, leave })
        } catch (error) {
          if (!(error instanceof Refusal) || error.code !== 'stripe_busy') throw error
          pace.slowDown()
          hasWaited = true
        } finally {
          leave()
        }
      }
    },
    close: () => {
      isClosed = true
      for (let waiting = line.next(); waiting; waiting = line.next()) waiting.giveUp(1)
    },
  }
}

interface Patience {
  isAgain: boolean
  endsAt: number
  signal: AbortSignal | undefined
}

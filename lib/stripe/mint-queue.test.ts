import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Refusal } from '#lib/errors.ts'
import { createMintQueue, longestWaitMs, type Turn } from './mint-queue.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A Stripe that takes so many calls in any second, and 100 ms for each. */
function createStripe(perSecond: number) {
  const taken: { at: number; who: string }[] = []
  let refused = 0
  const mint = async (who: string, { leave }: Turn) => {
    leave()
    const now = performance.now()
    if (taken.filter(({ at }) => at > now - 1000).length >= perSecond) {
      refused += 1
      throw new Refusal('stripe_busy')
    }
    taken.push({ at: now, who })
    await new Promise((resolve) => setTimeout(resolve, 100))
    return who
  }
  return { mint, taken, refused: () => refused }
}

const elapsed = async (work: Promise<unknown>) => {
  const began = performance.now()
  let took = Number.NaN
  const done = work.finally(() => {
    took = performance.now() - began
  })
  await vi.advanceTimersByTimeAsync(120_000)
  await done
  return took
}

describe('createMintQueue', () => {
  it('runs at once what the limit lets through', async () => {
    const [queue, stripe] = [createMintQueue(25), createStripe(25)]
    const told: boolean[] = []
    const mints = Array.from({ length: 25 }, () =>
      queue.run('cus_a', (turn) => {
        told.push(turn.hasWaited)
        return stripe.mint('a', turn)
      }),
    )
    expect(stripe.taken).toHaveLength(25)
    await vi.advanceTimersByTimeAsync(100)
    await Promise.all(mints)
    expect(told.every((hasWaited) => !hasWaited)).toBe(true)
  })

  it('serves a thousand at once in the order in which they came, hardly later than the limit allows, without one too many', async () => {
    const [queue, stripe] = [createMintQueue(25), createStripe(25)]
    const customers = Array.from({ length: 1000 }, (_, number) => `cus_${number}`)
    const took = await elapsed(Promise.all(customers.map((who) => queue.run(who, (turn) => stripe.mint(who, turn)))))
    expect(stripe.taken.map(({ who }) => who)).toEqual(customers)
    expect(stripe.refused()).toBe(0)
    expect(took).toBeLessThan(1.1 * (1000 / 25) * 1000)
  })

  it('lets nobody wait for another customer’s many', async () => {
    const [queue, stripe] = [createMintQueue(25), createStripe(25)]
    const many = Array.from({ length: 500 }, () => queue.run('cus_many', (turn) => stripe.mint('many', turn)))
    const one = queue.run('cus_one', (turn) => stripe.mint('one', turn))
    await vi.advanceTimersByTimeAsync(60_000)
    await Promise.all([...many, one])
    expect(stripe.taken.findIndex(({ who }) => who === 'one')).toBeLessThan(50)
  })

  it('shares a limit with another instance, and loses nothing to Stripe’s refusals', async () => {
    const stripe = createStripe(25)
    const queues = [createMintQueue(25), createMintQueue(25)]
    const customers = Array.from({ length: 500 }, (_, number) => `cus_${number}`)
    const mints = customers.map((who, number) => queues[number % 2]?.run(who, (turn) => stripe.mint(who, turn)))
    const took = await elapsed(Promise.all(mints))
    expect(stripe.refused()).toBeGreaterThan(0)
    expect(stripe.refused()).toBeLessThan(250)
    expect(new Set(stripe.taken.map(({ who }) => who)).size).toBe(500)
    expect(took).toBeLessThan(1.5 * (500 / 25) * 1000)
  })

  it('counts a mint from when it leaves, however long it gets ready', async () => {
    const [queue, stripe] = [createMintQueue(25), createStripe(25)]
    const mints = Array.from({ length: 200 }, (_, number) =>
      queue.run(`cus_${number}`, async (turn) => {
        await new Promise((resolve) => setTimeout(resolve, (number * 37) % 400))
        return stripe.mint(`${number}`, turn)
      }),
    )
    const took = await elapsed(Promise.all(mints))
    expect(stripe.refused()).toBe(0)
    expect(took).toBeLessThan(1.5 * (200 / 25) * 1000)
  })

  it('says so to a mint that waited, also where only Stripe made it wait', async () => {
    const [queue, stripe] = [createMintQueue(25), createStripe(1)]
    const told: boolean[] = []
    const mint = () =>
      queue.run('cus_a', (turn) => {
        told.push(turn.hasWaited)
        return stripe.mint('a', turn)
      })
    const mints = [mint(), mint()]
    await vi.advanceTimersByTimeAsync(5_000)
    await Promise.all(mints)
    expect(told.slice(0, 2)).toEqual([false, false])
    expect(told.length).toBeGreaterThan(2)
    expect(told.slice(2).every((hasWaited) => hasWaited)).toBe(true)
  })

  it('refuses at once whose turn would come too late, and says when there is room', async () => {
    const [queue, stripe] = [createMintQueue(10), createStripe(10)]
    const refusedAt: number[] = []
    const opens = Array.from({ length: 600 }, (_, number) => {
      const open = queue.run(`cus_${number}`, (turn) => stripe.mint(`${number}`, turn))
      open.catch(() => refusedAt.push(performance.now()))
      return open
    })
    const began = performance.now()
    const outcomes = Promise.allSettled(opens)
    await vi.advanceTimersByTimeAsync(60_000)
    const refused = (await outcomes).flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(stripe.taken.length).toBeGreaterThan(430)
    expect(refused.length).toBe(600 - stripe.taken.length)
    expect(refusedAt.every((at) => at === began)).toBe(true)
    expect(refused[0]).toMatchObject({ code: 'stripe_busy', status: 503, retryAfterSeconds: 1 })
  })

  it('lets nobody wait for longer than a proxy would', async () => {
    const queue = createMintQueue(1)
    let refusals = 0
    const busy = queue.run('cus_a', async () => {
      refusals += 1
      throw new Refusal('stripe_busy')
    })
    const ended = expect(busy).rejects.toMatchObject({ code: 'stripe_busy', retryAfterSeconds: 1 })
    await vi.advanceTimersByTimeAsync(longestWaitMs + 1)
    await ended
    expect(refusals).toBeGreaterThan(10)
  })

  it('mints nothing for who left', async () => {
    const [queue, stripe] = [createMintQueue(1), createStripe(1)]
    const leaving = new AbortController()
    await Promise.race([queue.run('cus_a', (turn) => stripe.mint('a', turn)), vi.advanceTimersByTimeAsync(0)])
    const left = queue.run('cus_b', (turn) => stripe.mint('b', turn), leaving.signal)
    leaving.abort()
    await expect(left).rejects.toMatchObject({ code: 'stripe_busy' })
    await vi.advanceTimersByTimeAsync(5_000)
    expect(stripe.taken.map(({ who }) => who)).toEqual(['a'])
  })

  it('mints nothing for who left before they came into the line', async () => {
    const [queue, stripe] = [createMintQueue(1), createStripe(1)]
    await Promise.race([queue.run('cus_a', (turn) => stripe.mint('a', turn)), vi.advanceTimersByTimeAsync(0)])
    const left = queue.run('cus_b', (turn) => stripe.mint('b', turn), AbortSignal.abort())
    await expect(left).rejects.toMatchObject({ code: 'stripe_busy' })
    expect(queue.waiting).toBe(0)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(stripe.taken.map(({ who }) => who)).toEqual(['a'])
  })

  it('sends everybody away when it closes', async () => {
    const [queue, stripe] = [createMintQueue(1), createStripe(1)]
    const first = queue.run('cus_a', (turn) => stripe.mint('a', turn))
    const second = queue.run('cus_b', (turn) => stripe.mint('b', turn))
    queue.close()
    await expect(second).rejects.toMatchObject({ code: 'stripe_busy', retryAfterSeconds: 1 })
    await vi.advanceTimersByTimeAsync(100)
    expect(await first).toBe('a')
  })

  it('has no patience for what is no rate limit', async () => {
    const refusal = new Refusal('stripe_unavailable')
    await expect(createMintQueue(1).run('cus_a', () => Promise.reject(refusal))).rejects.toBe(refusal)
  })
})

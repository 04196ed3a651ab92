import { describe, expect, it, vi } from 'vitest'
import type { Services } from '#lib/services.ts'
import { readTogether } from './read-together.ts'

/** A read whose answers are its numbers, each given when it is told to. */
function countingRead() {
  const reads: PromiseWithResolvers<number>[] = []
  const read = () => {
    const answer = Promise.withResolvers<number>()
    reads.push(answer)
    return answer.promise
  }
  return { reads, read }
}
const client = () => ({ stripe: {} as Services['stripe'] })
const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('readTogether', () => {
  it('gives whoever comes during a read the answer of the next one, once for all', async () => {
    const services = client()
    const { reads, read } = countingRead()
    const first = readTogether(services, 'home', read)
    const late = [1, 2, 3].map(() => readTogether(services, 'home', read))
    await turn()
    expect(reads).toHaveLength(1)
    reads[0]?.resolve(0)
    expect(await first).toBe(0)
    await turn()
    expect(reads).toHaveLength(2)
    reads[1]?.resolve(1)
    expect(await Promise.all(late)).toEqual([1, 1, 1])
  })

  it('begins the next read when the one under way fails, which fails for those alone who asked for it', async () => {
    const services = client()
    const { reads, read } = countingRead()
    const first = readTogether(services, 'home', read)
    const late = readTogether(services, 'home', read)
    reads[0]?.reject(new Error('no answer'))
    await expect(first).rejects.toThrow('no answer')
    await turn()
    reads[1]?.resolve(1)
    expect(await late).toBe(1)
  })

  it('keeps nothing: who comes after the last answer is read for', async () => {
    const services = client()
    const { reads, read } = countingRead()
    for (const answer of [0, 1, 2]) {
      const reading = readTogether(services, 'home', read)
      reads[answer]?.resolve(answer)
      expect(await reading).toBe(answer)
      await turn()
    }
  })

  it('reads apart what differs, in what is asked or in who asks', async () => {
    const services = client()
    const { reads, read } = countingRead()
    const reading = [
      readTogether(services, 'cus_1', read),
      readTogether(services, 'cus_2', read),
      readTogether(client(), 'cus_1', read),
    ]
    expect(reads).toHaveLength(3)
    for (const [index, { resolve }] of reads.entries()) resolve(index)
    expect(await Promise.all(reading)).toEqual([0, 1, 2])
  })

  it('waits a second at most for a read that hangs', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    try {
      const services = client()
      const { reads, read } = countingRead()
      readTogether(services, 'home', read)
      const late = readTogether(services, 'home', read)
      await vi.advanceTimersByTimeAsync(999)
      expect(reads).toHaveLength(1)
      await vi.advanceTimersByTimeAsync(1)
      expect(reads).toHaveLength(2)
      reads[1]?.resolve(1)
      expect(await late).toBe(1)
    } finally {
      vi.useRealTimers()
    }
  })
})

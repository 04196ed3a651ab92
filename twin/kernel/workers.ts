import { randomUUID } from 'node:crypto'
import { invalidRequest, StripeError } from './stripe-error.ts'

export type Worker = { id: string; name: string; expires_at: number }

const defaultSeconds = 60

/** Who works on an account at the same time: as long as more than one does, nobody may empty it. In real time. */
export class Workers {
  private readonly workers = new Map<string, Worker>()

  /** Comes in, or (with an id) stays. */
  enter({ id, name, seconds = defaultSeconds }: Record<string, unknown>): Worker {
    if (typeof seconds !== 'number' || !(seconds > 0)) {
      throw invalidRequest('A worker stays for a number of seconds.', { param: 'seconds' })
    }
    const known = typeof id === 'string' ? this.find(id) : undefined
    const worker = {
      id: known?.id ?? `worker_${randomUUID()}`,
      name: typeof name === 'string' ? name : (known?.name ?? 'unnamed'),
      expires_at: now() + seconds,
    }
    this.workers.set(worker.id, worker)
    return worker
  }

  leave(id: string): { id: string; deleted: true } {
    this.workers.delete(id)
    return { id, deleted: true }
  }

  list(): Worker[] {
    const all = [...this.workers.values()]
    for (const { id, expires_at } of all) if (expires_at <= now()) this.workers.delete(id)
    return [...this.workers.values()]
  }

  /** Refuses when somebody else than this worker is at work. */
  checkAlone(id: unknown) {
    const others = this.list().filter((worker) => worker.id !== id)
    if (others.length === 0) return
    const names = others.map(({ name }) => name).join(', ')
    throw new StripeError(409, {
      type: 'invalid_request_error',
      code: 'twin_in_use',
      message: `Others are at work on this account: ${names}. Act on a customer of your own, on its own test clock; or wait until they have left.`,
    })
  }

  private find(id: string): Worker {
    const worker = this.list().find((each) => each.id === id)
    if (worker) return worker
    throw invalidRequest(`There is no worker "${id}" (any more).`, { param: 'id' })
  }
}

function now(): number {
  return Date.now() / 1000
}

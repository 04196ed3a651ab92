import type { ConnectedTwin } from './connect-twin.ts'

/** One event for one webhook endpoint. */
export interface Delivery {
  id: string
  event: string
  type: string
  /** The webhook endpoint or event destination that it goes to. */
  endpoint: string
  status: 'pending' | 'waiting' | 'delivered' | 'failed' | 'dropped' | 'blocked'
  attempts: { at: number; status: number | null; error: string | null }[]
}

export interface Webhooks {
  /**
   * Waits until every event is with its endpoint.
   * @throws Error with a list of what is still pending when `timeout` milliseconds (10,000) have passed
   */
  settle(options?: { timeout?: number }): Promise<void>
  /** All that was sent so far, oldest first. */
  list(): Promise<Delivery[]>
}

export function watchWebhooks(twin: ConnectedTwin): Webhooks {
  return {
    async settle({ timeout = 10_000 } = {}) {
      const { pending } = await twin.control<{ pending: Delivery[] }>('POST', 'deliveries/settle', {
        timeout_ms: timeout,
      })
      if (pending.length > 0) throw new Error(`Not delivered:\n${pending.map(describe).join('\n')}`)
    },
    list: async () => (await twin.control<{ data: Delivery[] }>('GET', 'deliveries')).data,
  }
}

function describe({ type, event, endpoint, attempts }: Delivery): string {
  const last = attempts.at(-1)
  const said = last ? `${last.status ?? last.error ?? 'no answer'}, attempt ${attempts.length}` : 'not sent yet'
  return `  ${type} (${event}) to ${endpoint}: ${said}`
}

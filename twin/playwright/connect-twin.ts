import { randomBytes } from 'node:crypto'
import Stripe from 'stripe'
import type { LedgerEntry } from '../twin-types.ts'

/** Where a twin answers, and by which of its accounts. */
export interface TwinAddress {
  /** Its origin, as in `http://127.0.0.1:12111`. */
  base: string
  /** A secret test key, `sk_test_…`: each is an account of its own, and so is a new one, when it is left out. */
  key?: string
}

/** An account of a running twin. */
export interface ConnectedTwin extends TwinAddress {
  key: string
  publishableKey: string
  /** With the secret key, as the company's own server uses it; its calls stand in the ledger too. */
  stripe: Stripe
  /** Every API call of this account after the one with this sequence, oldest first. */
  ledger(after?: number): Promise<LedgerEntry[]>
  /** The twin's control API, as in `control('POST', 'clock', { advance: 3600 })`; throws what the twin says. */
  control<Answer = unknown>(method: string, path: string, body?: object): Promise<Answer>
  /**
   * Empties the whole account: objects, clock, ledger and faults.
   * @throws Error while other workers are at work on it, and names them
   */
  reset(): Promise<void>
}

/**
 * Connects to an account of a running twin.
 * @throws Error when nothing answers at `base`, saying how to start a twin there
 */
export async function connectTwin({ base, key = createKey() }: TwinAddress): Promise<ConnectedTwin> {
  const control: ConnectedTwin['control'] = async (method, path, body) => {
    const response = await fetch(`${base}/_twin/${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch((error: Error) => {
      throw new Error(`No Stripe twin answers at ${base}. Start one: npx stripe-twin --port ${new URL(base).port}`, {
        cause: error,
      })
    })
    if (!response.ok) throw new Error(`${method} /_twin/${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  const { publishable_key: publishableKey } = await control<{ publishable_key: string }>('GET', 'account')
  const { hostname: host, port, protocol } = new URL(base)
  const stripe = new Stripe(key, {
    host,
    port: Number(port || (protocol === 'https:' ? 443 : 80)),
    protocol: protocol === 'https:' ? 'https' : 'http',
    telemetry: false,
  })
  return {
    base,
    key,
    publishableKey,
    stripe,
    ledger: async (after = 0) => (await control<{ data: LedgerEntry[] }>('GET', `ledger?after=${after}`)).data,
    control,
    reset: async () => void (await control('POST', 'reset')),
  }
}

function createKey(): string {
  return `sk_test_${randomBytes(16).toString('hex')}`
}

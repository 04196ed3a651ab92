// What the process says of its own work while it works, for whoever keeps its log and its metrics; nobody need listen.
// The bundled pages and the server are two copies of our modules, but a diagnostics channel is one for the process.
import { channel, subscribe } from 'node:diagnostics_channel'

export interface Notices {
  mint: { kind: string; outcome: string; stripeRequestId: string | undefined }
  /** One HTTP request to Stripe, a retry being another. `operation` as in `POST /v1/customer_sessions`; `outcome` its status, or `no_answer`. */
  stripe_call: { operation: string; outcome: string; durationMs: number }
  /** One statement, as the app's code sent it. `outcome` is `ok`, Postgres' code, or `no_answer`. */
  query: { text: string; outcome: string; durationMs: number }
  rate_limited: { limit: string }
  /** Whether calls to Stripe are refused for a while, see `lib/stripe/breaker.ts`. */
  stripe_breaker: { state: 'open' | 'closed' }
}

export function announce<Name extends keyof Notices>(name: Name, notice: Notices[Name]): void {
  channel(`portico.${name}`).publish(notice)
}

/** For what costs something to announce. */
export function isHeard(name: keyof Notices): boolean {
  return channel(`portico.${name}`).hasSubscribers
}

/** The listener runs at once, inside the request that it is about. */
export function listen<Name extends keyof Notices>(name: Name, listener: (notice: Notices[Name]) => void): void {
  subscribe(`portico.${name}`, (notice) => listener(notice as Notices[Name]))
}

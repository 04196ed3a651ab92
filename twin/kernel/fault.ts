import type { LimitReason } from './rate-limiter.ts'

const callFaults = [
  '429',
  '500',
  'hang',
  'reset',
  'reset_midway',
  'truncated',
  'html',
  'slow',
  'drip',
  'applied_then_lost',
] as const
export const webhookFaults = ['webhook_delayed', 'webhook_doubled', 'webhook_reordered', 'webhook_dropped'] as const
export const faultKinds = [...callFaults, ...webhookFaults] as const
export type FaultKind = (typeof faultKinds)[number]
export type Fault = {
  id: string
  kind: FaultKind
  /**
   * Each given part must fit. Of a call: the method, the start of the path (or, with `*`, its pattern), a customer in
   * path or parameters, the key or its id. Of a webhook: the event's type (`invoice.*`), the endpoint's id, the customer it is about.
   */
  match: { method?: string; path?: string; customer?: string; key?: string; event?: string; endpoint?: string }
  /** How many more calls or webhooks it hits; null is all of them. */
  times: number | null
  /** The part of the matching calls or webhooks that it hits, from 0 to 1, in seeded order. */
  share: number
  /** 429: the `Stripe-Rate-Limited-Reason`. */
  reason: LimitReason
  /** slow, webhook_delayed: how long it waits; drip: how long for each byte; webhook_reordered: how long, at most, for the next one to overtake it. */
  latency_ms: number
  /** 500: kept for the Idempotency-Key, as Stripe keeps it. */
  stored: boolean
}

export type WebhookFault = Fault & { kind: (typeof webhookFaults)[number] }

// One event for one endpoint, with every attempt to get it there.
import type { Account } from '../kernel/account.ts'
import type { Context } from '../kernel/context.ts'
import type { AnyObject } from '../kernel/wire.ts'

export type DeliveryStatus =
  /** To be sent now. */
  | 'pending'
  /** Failed, and to be sent again at `next_attempt_at`. */
  | 'waiting'
  | 'delivered'
  /** Every attempt failed, or its endpoint is gone. */
  | 'failed'
  /** Lost on the way, by a fault that was asked for. */
  | 'dropped'
  /** Its endpoint's host is not one that the twin may send to. */
  | 'blocked'

export type Attempt = {
  number: number
  /** Seconds, by the account's clock. */
  at: number
  /** Of the answer; null without one. */
  status: number | null
  error: string | null
  duration_ms: number
  is_resend: boolean
}

export type Delivery = {
  id: string
  object: 'delivery'
  event: string
  type: string
  /** The webhook endpoint or event destination. */
  endpoint: string
  payload: 'snapshot' | 'thin'
  status: DeliveryStatus
  /** The webhook fault that it met. */
  fault: string | null
  attempts: Attempt[]
  /** Seconds, by the account's clock; with retries in real time, the moment of the failure. */
  next_attempt_at: number | null
  created: number
}

export function insertDelivery(
  context: Context,
  fields: Pick<Delivery, 'event' | 'type' | 'endpoint' | 'payload'>,
): Delivery {
  const delivery: Delivery = {
    id: context.newId('whd'),
    object: 'delivery',
    ...fields,
    status: 'pending',
    fault: null,
    attempts: [],
    next_attempt_at: null,
    created: context.now(),
  }
  context.account.store.insert(delivery as AnyObject)
  return delivery
}

export function findDelivery(account: Account, id: string): Delivery | undefined {
  return account.store.find('delivery', id) as Delivery | undefined
}

export function changeDelivery(context: Context, delivery: Delivery, changes: Partial<Delivery>): Delivery {
  const changed = { ...delivery, ...changes }
  context.account.store.replace(changed as AnyObject)
  return changed
}

/** Oldest first. */
export function listDeliveries(account: Account, isWanted: (delivery: Delivery) => boolean = () => true): Delivery[] {
  const found = account.store.list('delivery', (one) => isWanted(one as Delivery))
  return found.toReversed() as Delivery[]
}

export function isPending({ status }: Delivery): boolean {
  return status === 'pending' || status === 'waiting'
}

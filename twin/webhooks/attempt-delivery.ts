import type { Account } from '../kernel/account.ts'
import type { Context } from '../kernel/context.ts'
import { renderObject } from '../kernel/render-object.ts'
import type { AnyObject } from '../kernel/wire.ts'
import { isAllowedHost } from './allowed-host.ts'
import { type Attempt, changeDelivery, type Delivery, findDelivery } from './delivery.ts'
import { type PostOutcome, postEvent } from './post-event.ts'
import { findTarget } from './targets.ts'
import { findThinEvent, notificationOf } from './thin-events.ts'

/** "Three times over the course of a few hours", as Stripe does in sandboxes. */
const retrySeconds = [10 * 60, 60 * 60, 3 * 60 * 60]
const defaultTimeoutMilliseconds = 10_000

/** Sends the event once and notes how that went. @returns after how many milliseconds of real time it is to be sent again */
export async function attemptDelivery(account: Account, id: string, isResend = false): Promise<number | undefined> {
  const delivery = findDelivery(account, id)
  if (!delivery) return undefined
  const parcel = account.run({ kind: 'clock' }, (context) => prepare(context, delivery))
  if (!parcel) return undefined
  const timeout = account.webhooks.timeoutMilliseconds ?? defaultTimeoutMilliseconds
  const outcome = await postEvent(parcel.target, parcel.body, timeout)
  return account.run({ kind: 'clock' }, (context) => record(context, id, outcome, isResend))
}

/** To whom and what, or nothing where it cannot be sent. */
function prepare(context: Context, delivery: Delivery) {
  const target = findTarget(context, delivery.endpoint)
  const event = findEvent(context, delivery)
  if (!target || !event) changeDelivery(context, delivery, { status: 'failed', next_attempt_at: null })
  else if (!isAllowedHost(target.url, context.account.webhooks)) {
    changeDelivery(context, delivery, { status: 'blocked' })
  } else return { target, body: JSON.stringify(event, null, 2) }
  return undefined
}

function findEvent(context: Context, { event: id, payload }: Delivery): object | undefined {
  if (payload === 'thin') {
    const event = findThinEvent(context, id)
    return event && notificationOf(event)
  }
  const event = context.find('event', id)
  return event && renderObject(event as object as AnyObject, context)
}

function record(context: Context, id: string, outcome: PostOutcome, isResend: boolean): number | undefined {
  const delivery = findDelivery(context.account, id)
  // The account was reset meanwhile.
  if (!delivery) return undefined
  const attempts = [...delivery.attempts, describeAttempt(context, delivery, outcome, isResend)]
  if (outcome.error === null) {
    if (delivery.status !== 'delivered') countDown(context, delivery)
    changeDelivery(context, delivery, { attempts, status: 'delivered', next_attempt_at: null })
    context.unschedule('webhook.retry', id)
    return undefined
  }
  // A resend by hand leaves the automatic retries as they are.
  if (isResend || delivery.status === 'delivered') {
    changeDelivery(context, delivery, { attempts })
    return undefined
  }
  return planRetry(context, delivery, attempts)
}

function describeAttempt(
  context: Context,
  delivery: Delivery,
  { status, error, durationMilliseconds }: PostOutcome,
  isResend: boolean,
): Attempt {
  const number = delivery.attempts.length + 1
  return { number, at: context.now(), status, error, duration_ms: durationMilliseconds, is_resend: isResend }
}

function planRetry(context: Context, delivery: Delivery, attempts: Attempt[]): number | undefined {
  const failures = attempts.filter(({ is_resend }) => !is_resend).length - 1
  const { retryMilliseconds } = context.account.webhooks
  const delay = (retryMilliseconds ?? retrySeconds)[failures]
  if (delay === undefined) {
    changeDelivery(context, delivery, { attempts, status: 'failed', next_attempt_at: null })
    return undefined
  }
  const at = context.now() + (retryMilliseconds ? 0 : delay)
  changeDelivery(context, delivery, { attempts, status: 'waiting', next_attempt_at: at })
  if (retryMilliseconds) return delay
  context.schedule('webhook.retry', delivery.id, at)
  context.afterCommit(() => wake(context.account, delay))
  return undefined
}

/** What falls due is done with the next call: here there may be none. */
function wake(account: Account, inSeconds: number) {
  setTimeout(() => account.run({ kind: 'clock' }, () => undefined), inSeconds * 1000).unref()
}

/** `pending_webhooks` counts those that have not got the event. */
function countDown(context: Context, { event: id, payload }: Delivery) {
  const event = payload === 'snapshot' ? context.find('event', id) : undefined
  if (!event) return
  context.update(event, { pending_webhooks: Math.max(0, event.pending_webhooks - 1) })
}

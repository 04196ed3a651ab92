// The twin's own API to what it sent to webhook endpoints and event destinations.
import type { Account } from '../kernel/account.ts'
import type { Context } from '../kernel/context.ts'
import type { ControlCall, Resource } from '../kernel/resource.ts'
import { resourceMissing } from '../kernel/stripe-error.ts'
import { attemptDelivery } from '../webhooks/attempt-delivery.ts'
import { delivererOf } from '../webhooks/deliverer.ts'
import { changeDelivery, type Delivery, findDelivery, isPending, listDeliveries } from '../webhooks/delivery.ts'
import { planDeliveries } from '../webhooks/plan-deliveries.ts'

const defaultSettleMilliseconds = 10_000

export const deliveries: Resource = {
  witness: planDeliveries,
  jobs: { 'webhook.retry': sendAgain },
  resume: (account) => delivererOf(account).resume(),
  controls: {
    'GET /_twin/deliveries': ({ account, url }) => ({ data: listDeliveries(account, filterOf(url)) }),
    'GET /_twin/deliveries/pending': ({ account }) => ({ data: listDeliveries(account, isPending) }),
    'POST /_twin/deliveries/settle': settle,
    'POST /_twin/deliveries/{id}/resend': resend,
  },
}

function sendAgain(context: Context, id: string) {
  const delivery = findDelivery(context.account, id)
  if (!delivery) return
  changeDelivery(context, delivery, { status: 'pending', next_attempt_at: null })
  context.afterCommit(() => delivererOf(context.account).sendAgain(id))
}

/** `?endpoint=`, `?event=`, `?type=`, `?status=` */
function filterOf(url: URL) {
  const wanted = [...url.searchParams].filter(([, value]) => value !== '')
  return (delivery: Delivery) => wanted.every(([name, value]) => delivery[name as keyof Delivery] === value)
}

/** `{ timeout_ms }`: waits until nothing is on its way, and lists what is still pending. */
async function settle({ account, body }: ControlCall) {
  const { timeout_ms: timeout } = body
  const pending = await delivererOf(account).settle(typeof timeout === 'number' ? timeout : defaultSettleMilliseconds)
  return { settled: pending.length === 0, pending }
}

async function resend({ account, path: { id = '' } }: ControlCall) {
  getDelivery(account, id)
  await attemptDelivery(account, id, true)
  return getDelivery(account, id)
}

function getDelivery(account: Account, id: string): Delivery {
  const delivery = findDelivery(account, id)
  if (!delivery) throw resourceMissing('delivery', id)
  return delivery
}

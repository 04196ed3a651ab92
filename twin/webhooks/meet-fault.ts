import type { Account } from '../kernel/account.ts'
import { changeDelivery, type Delivery } from './delivery.ts'
import { snapshotOf } from './thin-events.ts'

/** The webhook fault that was asked for and hits this delivery. */
export function meetFault(account: Account, delivery: Delivery) {
  const { endpoint, type } = delivery
  const fault = account.faults.takeForWebhook({ endpoint, type, customer: customerOf(account, delivery) })
  if (!fault) return undefined
  const isLost = fault.kind === 'webhook_dropped'
  account.run({ kind: 'clock' }, (context) =>
    changeDelivery(context, delivery, { fault: fault.kind, ...(isLost ? { status: 'dropped' } : {}) }),
  )
  return fault
}

function customerOf(account: Account, { event, payload }: Delivery): string | undefined {
  const id = payload === 'thin' ? snapshotOf(event) : event
  const snapshot = id && account.store.find('event', id)
  if (!snapshot) return undefined
  const { object } = snapshot.data as { object: { id?: string; object: string; customer?: unknown } }
  if (object.object === 'customer') return object.id
  return typeof object.customer === 'string' ? object.customer : undefined
}

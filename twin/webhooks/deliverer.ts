import type { Account } from '../kernel/account.ts'
import { attemptDelivery } from './attempt-delivery.ts'
import { type Delivery, findDelivery, isPending, listDeliveries } from './delivery.ts'
import { meetFault } from './meet-fault.ts'

const deliverers = new WeakMap<Account, Deliverer>()

/** What carries this account's events to its endpoints. */
export function delivererOf(account: Account): Deliverer {
  const known = deliverers.get(account)
  if (known) return known
  const deliverer = new Deliverer(account)
  deliverers.set(account, deliverer)
  return deliverer
}

type Line = { queue: string[]; held: string[]; isRunning: boolean }

/** One line for each endpoint: an event is sent when the one before it has been answered. */
class Deliverer {
  private readonly account: Account
  private readonly lines = new Map<string, Line>()
  /** Queued, on its way, or put off for a while of real time. */
  private readonly busy = new Map<string, number>()

  constructor(account: Account) {
    this.account = account
  }

  get isBusy(): boolean {
    return this.busy.size > 0
  }

  /** Sends a delivery for the first time; here it meets its fault, in the order of events. */
  send(id: string) {
    const delivery = findDelivery(this.account, id)
    if (!delivery) return
    const fault = meetFault(this.account, delivery)
    if (fault?.kind === 'webhook_dropped') return
    if (fault?.kind === 'webhook_delayed') return this.sendAgain(id, fault.latency_ms)
    if (fault?.kind === 'webhook_reordered') return this.hold(delivery, fault.latency_ms)
    this.enqueue(delivery)
    if (fault?.kind === 'webhook_doubled') this.enqueue(delivery)
  }

  /** Sends it now, or after a while of real time. */
  sendAgain(id: string, inMilliseconds = 0) {
    this.enter(id)
    const timer = setTimeout(() => {
      const delivery = findDelivery(this.account, id)
      if (delivery) this.enqueue(delivery)
      this.leave(id)
    }, inMilliseconds)
    timer.unref()
  }

  /** Takes up what a restored account had not sent. */
  resume() {
    const isDue = ({ status }: Delivery) =>
      status === 'pending' || (status === 'waiting' && this.account.webhooks.retryMilliseconds !== undefined)
    for (const delivery of listDeliveries(this.account, isDue)) this.enqueue(delivery)
  }

  /** Waits until nothing is on its way; what is left then waits for the account's clock. @returns what is not delivered yet */
  async settle(timeoutMilliseconds: number): Promise<Delivery[]> {
    const end = performance.now() + timeoutMilliseconds
    do await new Promise((resolve) => setTimeout(resolve, 2))
    while (this.isBusy && performance.now() < end)
    return listDeliveries(this.account, isPending)
  }

  private enqueue({ id, endpoint }: Delivery) {
    this.enter(id)
    const line = this.line(endpoint)
    line.queue.push(id)
    if (!line.isRunning) void this.run(line)
  }

  /** Lets the next delivery to the same endpoint overtake this one, if one comes in time. */
  private hold({ id, endpoint }: Delivery, forMilliseconds: number) {
    this.enter(id)
    const line = this.line(endpoint)
    line.held.push(id)
    setTimeout(() => this.release(line, id), forMilliseconds).unref()
  }

  private release(line: Line, id: string) {
    if (!line.held.includes(id)) return
    line.held.splice(line.held.indexOf(id), 1)
    line.queue.unshift(id)
    if (!line.isRunning) void this.run(line)
  }

  private async run(line: Line) {
    line.isRunning = true
    for (let id = line.queue.shift(); id !== undefined; id = line.queue.shift()) {
      const again = await attemptDelivery(this.account, id).catch(warn)
      if (again !== undefined) this.sendAgain(id, again)
      this.leave(id)
      for (const held of [...line.held]) this.release(line, held)
    }
    line.isRunning = false
  }

  private line(endpoint: string): Line {
    const known = this.lines.get(endpoint)
    if (known) return known
    const line: Line = { queue: [], held: [], isRunning: false }
    this.lines.set(endpoint, line)
    return line
  }

  private enter(id: string) {
    this.busy.set(id, (this.busy.get(id) ?? 0) + 1)
  }

  private leave(id: string) {
    const left = (this.busy.get(id) ?? 1) - 1
    if (left > 0) this.busy.set(id, left)
    else this.busy.delete(id)
  }
}

function warn(error: Error): undefined {
  process.emitWarning(error)
}

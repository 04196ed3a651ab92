import { matchesType } from './event-type.ts'
import { type Fault, type WebhookFault, webhookFaults } from './fault.ts'
import { Random } from './random.ts'
import { readFault } from './read-fault.ts'

type FaultyCall = { method: string; path: string; params: unknown; keys: string[] }
export type FaultsSnapshot = { faults: Fault[]; count: number; random: Random['state'] }
type Webhook = { type: string; endpoint: string; customer: string | undefined }

/** What an account's calls and webhooks are made to suffer. */
export class Faults {
  private faults: Fault[] = []
  private random: Random
  private count = 0
  private readonly seed: string

  constructor(seed: string) {
    this.seed = seed
    this.random = new Random(seed)
  }

  add(input: Record<string, unknown>): Fault {
    const fault = { id: `fault_${++this.count}`, ...readFault(input) }
    this.faults.push(fault)
    return fault
  }

  list(): Fault[] {
    return this.faults
  }

  /** The fault that this call meets, if any; it is used up by one. */
  take(call: FaultyCall): Fault | undefined {
    return this.meet((fault) => !isWebhookFault(fault) && fits(fault.match, call))
  }

  /** The fault that this webhook meets on its way, if any; it is used up by one. */
  takeForWebhook(webhook: Webhook): WebhookFault | undefined {
    return this.meet((fault) => isWebhookFault(fault) && fitsWebhook(fault.match, webhook)) as WebhookFault | undefined
  }

  private meet(isFitting: (fault: Fault) => boolean): Fault | undefined {
    const fault = this.faults.find(
      (one) => one.times !== 0 && isFitting(one) && (one.share >= 1 || this.random.next() < one.share),
    )
    if (fault && fault.times !== null) fault.times--
    return fault
  }

  clear() {
    this.faults = []
    this.random = new Random(this.seed)
  }

  snapshot(): FaultsSnapshot {
    return { faults: structuredClone(this.faults), count: this.count, random: this.random.state }
  }

  restore({ faults, count, random }: FaultsSnapshot) {
    this.faults = faults
    this.count = count
    this.random.state = random
  }
}

function fits(match: Fault['match'], call: FaultyCall): boolean {
  if (match.key && !call.keys.includes(match.key)) return false
  if (match.method && match.method.toUpperCase() !== call.method) return false
  if (match.path && !pathPattern(match.path).test(call.path)) return false
  if (!match.customer) return true
  const named = (call.params as { customer?: unknown } | null)?.customer
  return named === match.customer || call.path.split('/').includes(match.customer)
}

function isWebhookFault({ kind }: Fault): boolean {
  return (webhookFaults as readonly string[]).includes(kind)
}

function fitsWebhook({ event, endpoint, customer }: Fault['match'], webhook: Webhook): boolean {
  return (
    (!event || matchesType(event, webhook.type)) &&
    (!endpoint || endpoint === webhook.endpoint) &&
    (!customer || customer === webhook.customer)
  )
}

function pathPattern(path: string): RegExp {
  const escaped = path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]+')
  return new RegExp(`^${escaped}(/|$)`)
}

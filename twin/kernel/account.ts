import { createHash } from 'node:crypto'
import type { WebhookOptions } from '../twin-types.ts'
import { type AccountSnapshot, type GivenSnapshot, putBack, takeSnapshot } from './account-snapshot.ts'
import type { CallDetails } from './call-details.ts'
import { Clock } from './clock.ts'
import { Context } from './context.ts'
import { Faults } from './faults.ts'
import { Idempotency } from './idempotency.ts'
import { Jobs } from './jobs.ts'
import { Keys } from './keys.ts'
import { Ledger } from './ledger.ts'
import { Random } from './random.ts'
import { RateLimiter } from './rate-limiter.ts'
import type { ResourceSet } from './resource-set.ts'
import { Store } from './store.ts'
import { targetOf, timeOfClock } from './test-clock-time.ts'
import { Transactions } from './transactions.ts'
import type { StripeObject } from './wire.ts'
import { Workers } from './workers.ts'

/** Who acts: a key, a person on one of the twin's pages, or the clock. */
export type Actor = { kind: 'secret' | 'restricted' | 'publishable' | 'page' | 'clock'; keyId?: string }
export type AccountKeys = { secret: string; publishable?: string; webhookUrls?: string[]; hasSamples?: boolean }

/** All that belongs to one secret key: state, clock, ledger, faults. */
export class Account {
  readonly id: string
  readonly secretKey: string
  readonly publishableKey: string
  readonly store = new Store()
  readonly jobs = new Jobs(this.store)
  readonly clock = new Clock()
  readonly ledger = new Ledger()
  readonly idempotency = new Idempotency()
  readonly keys = new Keys()
  readonly faults: Faults
  readonly rateLimiter = new RateLimiter()
  readonly workers = new Workers()
  readonly base: () => string
  /** Signs what its first webhook endpoint receives. */
  readonly webhookSecret: string
  /** Where it has webhook endpoints from the start. */
  readonly webhookUrls: readonly string[]
  readonly webhooks: WebhookOptions
  /** Something to sell is there from the start. */
  readonly hasSamples: boolean
  random: Random
  /** Grows with everything that a snapshot has. */
  revision = 0
  private readonly transactions = new Transactions(this.store, () => {
    this.revision += 1
  })
  private readonly resources: ResourceSet
  private readonly listeners: ((event: StripeObject<'event'>, account: Account) => void)[] = []
  private moment: { clock: string | undefined; at: number } | undefined

  constructor(keys: AccountKeys, resources: ResourceSet, base: () => string, webhooks: WebhookOptions = {}) {
    const hash = createHash('sha256').update(keys.secret).digest('hex')
    this.id = `acct_1${hash.slice(0, 15)}`
    this.secretKey = keys.secret
    this.publishableKey = keys.publishable ?? `pk_test_${hash.slice(16, 40)}`
    this.resources = resources
    this.base = base
    this.webhooks = webhooks
    this.webhookSecret = webhooks.secret ?? `whsec_${createHash('sha256').update(hash).digest('hex').slice(0, 32)}`
    this.hasSamples = keys.hasSamples ?? false
    this.webhookUrls = keys.webhookUrls ?? []
    this.random = new Random(keys.secret)
    this.faults = new Faults(keys.secret)
    this.keys.add('secret', keys.secret)
    this.keys.add('publishable', this.publishableKey)
    this.open()
  }

  /** Seconds, by the account's clock or by this test clock; while something falls due, the second in which it does. */
  now(testClock?: string): number {
    if (this.moment && this.moment.clock === testClock) return this.moment.at
    return testClock === undefined ? this.clock.now() : timeOfClock(this.store, testClock)
  }

  /**
   * Runs `work` in a transaction: what it changes is kept when it returns (and when a card is declined), undone when it
   * throws; its events go out after that. Work is synchronous, so that nothing comes between.
   */
  run<Result>(actor: Actor, work: (context: Context) => Result, call: CallDetails = {}): Result {
    this.runDueJobs()
    return this.transact(actor, work, call)
  }

  /** Moves the clock and does, in order and each at its own time, what falls due on the way. */
  setClock(now: number, freeze?: boolean) {
    this.clock.set(now, freeze)
    this.runDueJobs()
  }

  /** Calls back with every event, once what it tells of is committed. */
  onEvent(listener: (event: StripeObject<'event'>, account: Account) => void) {
    this.listeners.push(listener)
  }

  /** Within a transaction: does `work` once it is kept; never, if it is undone. */
  afterCommit(work: () => void) {
    this.transactions.afterCommit(work)
  }

  /** For the context alone. */
  announce(event: StripeObject<'event'>) {
    for (const listener of this.listeners) this.afterCommit(() => listener(event, this))
  }

  /** Within a transaction: does `work` for its answer alone, and leaves no trace of it. */
  dryRun<Result>(work: () => Result): Result {
    const random = this.random.state
    try {
      return this.transactions.dryRun(work)
    } finally {
      this.random.state = random
    }
  }

  /** Within a transaction: does `work` as if it were that second by that clock. */
  meanwhile<Result>(moment: { clock: string | undefined; at: number }, work: () => Result): Result {
    const before = this.moment
    this.moment = moment
    try {
      return work()
    } finally {
      this.moment = before
    }
  }

  reset() {
    this.store.clear()
    this.jobs.clear()
    this.clock.reset()
    this.ledger.clear()
    this.idempotency.clear()
    this.faults.clear()
    this.rateLimiter.clear()
    this.random = new Random(this.secretKey)
    this.open()
  }

  snapshot(): AccountSnapshot {
    return takeSnapshot(this)
  }

  restore(snapshot: GivenSnapshot) {
    putBack(this, snapshot)
    for (const resume of this.resources.resumers) resume(this)
  }

  private open() {
    for (const opener of this.resources.openers) this.transact({ kind: 'clock' }, opener, {})
  }

  private runDueJobs() {
    const dueBy = (clock: string | undefined) => (clock === undefined ? this.clock.now() : targetOf(this.store, clock))
    for (let due = this.jobs.findDue(dueBy); due; due = this.jobs.findDue(dueBy)) {
      const { job, id, at, clock } = due
      const work = this.resources.jobs.get(job)
      if (!work) throw new Error(`No resource has the job "${job}"`)
      this.jobs.unschedule(job, id)
      this.moment = { clock, at }
      try {
        this.transact({ kind: 'clock' }, (context) => work(context, id), { about: id })
      } catch (error) {
        const fail = clock && this.resources.jobs.get('test_clock.fail')
        if (fail) this.transact({ kind: 'clock' }, (context) => fail(context, clock), { about: id })
        throw error
      } finally {
        this.moment = undefined
      }
    }
  }

  private transact<Result>(actor: Actor, work: (context: Context) => Result, call: CallDetails): Result {
    return this.transactions.run(() => work(new Context(this, this.resources, actor, call)))
  }
}

import type { Stripe } from 'stripe'
import type { Account, Actor } from './account.ts'
import type { CallDetails } from './call-details.ts'
import { clockOf, clockOfCall } from './clock-of.ts'
import { emitEvent, emitThinEvent, type ThinSubject } from './emit-event.ts'
import { fillObject } from './fill-object.ts'
import { idPrefixes } from './id-prefixes.ts'
import { type ListObject, listPage, type PageParams } from './list-page.ts'
import { nounOf } from './noun-of.ts'
import type { ResourceSet } from './resource-set.ts'
import { invalidRequest, notFound, resourceMissing } from './stripe-error.ts'
import { findObjectShape } from './stripe-table.ts'
import type { AnyObject, ObjectFields, ObjectName, StripeObject } from './wire.ts'

/** What a resource's code sees of one request: its parameters, and the account's state inside one transaction. */
export class Context<Params = unknown> {
  readonly account: Account
  readonly actor: Actor
  readonly params: Params
  readonly path: Record<string, string>
  readonly clientSecret: string | undefined
  readonly resources: ResourceSet
  readonly call: CallDetails
  private clock: string | undefined

  constructor(account: Account, resources: ResourceSet, actor: Actor, call: CallDetails = {}) {
    this.account = account
    this.resources = resources
    this.actor = actor
    this.call = call
    this.params = (call.params ?? {}) as Params
    this.path = call.path ?? {}
    this.clientSecret = call.clientSecret
  }

  /** The `{id}` of the path. */
  get id(): string {
    return this.path.id ?? ''
  }

  /** Grows from call to call, in the order in which they came; none when no call is behind this. */
  get callNumber(): number | undefined {
    return this.call.number
  }

  /** The path of the request. */
  get url(): string {
    return this.call.url ?? ''
  }

  /** The twin's own address, for pages that objects link to. */
  get base(): string {
    return this.account.base()
  }

  /** Seconds, by the test clock of the customer whom the call is about, or else by the account's clock. */
  now(): number {
    const { store } = this.account
    this.clock ??= clockOfCall(store, [
      this.call.about,
      ...Object.values(this.path),
      ...Object.values(this.params ?? {}),
    ])
    return this.account.now(this.clock)
  }

  /** Seconds, by the clock that goes for this object: for work on many customers at once. */
  nowFor(id: string): number {
    return this.account.now(this.clockOf(id))
  }

  /** The test clock by which this object lives; none where the account's own clock goes for it. */
  clockOf(id: string): string | undefined {
    return clockOf(this.account.store, id)
  }

  newId(prefix: string): string {
    return prefix === '' ? this.account.random.text(8) : `${prefix}_${this.account.random.text(24)}`
  }

  newSecret(id: string): string {
    return `${id}_secret_${this.account.random.text(25)}`
  }

  /** Stores a new object: `id`, `created`, `livemode` and every field left out are filled in. */
  insert<Name extends ObjectName>(name: Name, fields: ObjectFields<Name>): StripeObject<Name> {
    const declared = findObjectShape(name)?.fields ?? {}
    const given = fields as { id?: string; created?: number }
    if (given.id && this.find(name, given.id)) throw alreadyExists(name)
    const stored = fillObject(name, {
      ...fields,
      ...('test_clock' in declared ? { test_clock: this.clockFor(fields) } : {}),
      ...('id' in declared ? { id: given.id ?? this.newId(idPrefixes[name] ?? name) } : {}),
      ...('created' in declared ? { created: given.created ?? this.now() } : {}),
    }) as AnyObject
    this.account.store.insert(stored)
    return stored as unknown as StripeObject<Name>
  }

  /** What belongs to a customer on a test clock says so. */
  private clockFor(fields: object): unknown {
    const { test_clock: clock, customer } = fields as { test_clock?: unknown; customer?: unknown }
    return clock ?? (typeof customer === 'string' ? this.clockOf(customer) : undefined)
  }

  /** Stores the object with these top-level fields changed, and gives the new one. */
  update<Stored extends { id: string; object: string }>(object: Stored, changes: Partial<Stored> | object): Stored {
    const current = this.account.store.find(object.object, object.id) ?? object
    const stored = fillObject(object.object, { ...current, ...changes }) as AnyObject
    this.account.store.replace(stored)
    return stored as Stored
  }

  /** Deletes the object and gives the stub that Stripe answers. */
  delete<Name extends string>(object: { id: string; object: Name }) {
    this.account.store.delete(object as AnyObject)
    return { id: object.id, object: object.object, deleted: true as const }
  }

  find<Name extends ObjectName>(name: Name, id: string | null | undefined): StripeObject<Name> | undefined {
    if (!id) return undefined
    return this.account.store.find(name, id) as StripeObject<Name> | undefined
  }

  /** @param param the parameter that named the id; left out, it was the path */
  get<Name extends ObjectName>(name: Name, id: string, param?: string): StripeObject<Name> {
    const found = this.find(name, id)
    if (found) return found
    if (param === undefined && this.url.startsWith('/v2/')) throw notFound(nounOf(name), id)
    throw resourceMissing(nounOf(name), id, param)
  }

  /** Newest first. */
  list<Name extends ObjectName>(name: Name, isWanted?: (object: StripeObject<Name>) => boolean): StripeObject<Name>[] {
    const test = isWanted as ((object: AnyObject) => boolean) | undefined
    return this.account.store.list(name, test) as unknown as StripeObject<Name>[]
  }

  /** A page of these objects, cut by the request's `limit`, cursors and `created`. */
  page(objects: Iterable<unknown>, noun = 'object', isWanted?: (object: AnyObject) => boolean): ListObject {
    return listPage(objects as Iterable<AnyObject>, this.params as PageParams, this.url, noun, isWanted)
  }

  /** A whole list inside an object, as `subscription.items`. */
  sublist(objects: readonly unknown[], url: string): ListObject {
    return { object: 'list', data: objects as AnyObject[], has_more: false, url }
  }

  /** Records an event with the object as it is now; `before` gives an update's `previous_attributes`. */
  emit(type: Stripe.Event['type'], object: { id?: string; object: string }, before?: object) {
    emitEvent(this, type, object as AnyObject, before as AnyObject | undefined)
  }

  /**
   * Records an event that Stripe sends as a thin notification alone, e.g. `v1.billing.meter.error_report_triggered`.
   * @param about the object that it names, and what `v2.core.events.retrieve` answers as its `data`
   */
  emitThin(type: string, about: ThinSubject = {}) {
    return emitThinEvent(this, type, about)
  }

  /** Does `work` once the transaction is kept; never, if it is undone. */
  afterCommit(work: () => void) {
    this.account.afterCommit(work)
  }

  /** Has the job run for this object when its clock reaches `at`; a second call moves it. */
  schedule(job: string, id: string, at: number) {
    this.account.jobs.schedule(job, id, at, this.clockOf(id))
  }

  /** For what others do in answer: right after this transaction, in one of its own. */
  scheduleAtOnce(job: string, id: string) {
    this.schedule(job, id, this.now())
    this.afterCommit(() => this.account.run({ kind: 'clock' }, () => undefined))
  }

  unschedule(job: string, id: string) {
    this.account.jobs.unschedule(job, id)
  }
}

function alreadyExists(name: string) {
  const noun = nounOf(name)
  const message = `${noun.charAt(0).toUpperCase()}${noun.slice(1)} already exists.`
  return invalidRequest(message, { param: 'id', code: 'resource_already_exists' })
}

import type { Account } from './account.ts'
import type { Context } from './context.ts'
import { PathTree } from './path-tree.ts'
import type { ControlCall, Resource, Route } from './resource.ts'
import type { Operation } from './shape.ts'
import { operations } from './stripe-table.ts'
import type { AnyObject } from './wire.ts'

// biome-ignore lint/suspicious/noExplicitAny: the handlers' own types are checked where a resource is written
type Handler = (context: Context<any>) => unknown
type TokenTest = (account: Account, token: string) => boolean
export type Call = {
  operation?: Operation
  name: string
  handler?: Handler
  publishable?: 'open' | 'client_secret'
  token?: TokenTest
  /** Milliseconds. */
  takes?: number
}

/** All resources together, looked up by what a request names. */
export class ResourceSet {
  readonly calls = new PathTree<Call>()
  readonly routes = new PathTree<Route>()
  readonly jobs = new Map<string, (context: Context, id: string) => void>()
  readonly reactions = new Map<string, ((context: Context, object: AnyObject) => void)[]>()
  readonly announcers: NonNullable<Resource['announces']>[] = []
  readonly openers: ((context: Context) => void)[] = []
  readonly controls = new PathTree<(call: ControlCall) => unknown>()
  readonly witnesses: NonNullable<Resource['witness']>[] = []
  readonly resumers: ((account: Account) => void)[] = []
  private readonly views = new Map<string, (object: AnyObject, context: Context) => object>()
  private readonly includes = new Map<string, Record<string, (object: AnyObject, context: Context) => unknown>>()

  constructor(resources: Resource[]) {
    const handlers = new Map<string, Handler>()
    const publishable = new Map<string, 'open' | 'client_secret'>()
    const tokens = new Map<string, TokenTest>()
    const durations = new Map<string, number>()
    for (const resource of resources) {
      addAll(handlers, resource.operations)
      addAll(publishable, resource.publishable)
      addAll(tokens, resource.tokens)
      addAll(durations, resource.takes)
      addAll(this.jobs, resource.jobs)
      addAll(this.views, resource.views)
      addAll(this.includes, resource.includes)
      for (const [type, react] of Object.entries(resource.reactions ?? {})) {
        this.reactions.set(type, [...(this.reactions.get(type) ?? []), react])
      }
      if (resource.announces) this.announcers.push(resource.announces)
      if (resource.open) this.openers.push(resource.open)
      if (resource.witness) this.witnesses.push(resource.witness)
      if (resource.resume) this.resumers.push(resource.resume)
      for (const [name, control] of Object.entries(resource.controls ?? {})) {
        const [method = '', path = ''] = name.split(' ')
        this.controls.add(method, path, control)
      }
      for (const route of resource.routes ?? []) this.routes.add(route.method, route.path, route)
      for (const [name, handler] of Object.entries(resource.internal ?? {})) {
        const [method = '', path = ''] = name.split(' ')
        this.calls.add(method, path, { name, handler, publishable: 'open' })
      }
    }
    for (const operation of operations) this.addOperation(operation, handlers, publishable, tokens, durations)
    for (const name of handlers.keys()) {
      if (!operations.some((operation) => operation.name === name)) throw new Error(`Stripe has no operation "${name}"`)
    }
  }

  view(object: AnyObject, context: Context): object {
    return this.views.get(object.object)?.(object, context) ?? object
  }

  findInclude(object: string, field: string) {
    return this.includes.get(object)?.[field]
  }

  /** Two methods of the SDK may request the same address; the one that is played answers. */
  private addOperation(
    operation: Operation,
    handlers: Map<string, Handler>,
    publishable: Map<string, 'open' | 'client_secret'>,
    tokens: Map<string, TokenTest>,
    durations: Map<string, number>,
  ) {
    const handler = handlers.get(operation.name)
    if (!handler && this.calls.has(operation.method, operation.path)) return
    const access = publishable.get(operation.name)
    const token = tokens.get(operation.name)
    const takes = durations.get(operation.name)
    this.calls.add(operation.method, operation.path, {
      operation,
      name: operation.name,
      ...(handler ? { handler } : {}),
      ...(access ? { publishable: access } : {}),
      ...(token ? { token } : {}),
      ...(takes ? { takes } : {}),
    })
  }
}

function addAll<Value>(target: Map<string, Value>, entries: object | undefined) {
  for (const [name, value] of Object.entries(entries ?? {})) {
    if (target.has(name)) throw new Error(`Two resources say what "${name}" is`)
    target.set(name, value as Value)
  }
}

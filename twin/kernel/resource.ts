import type { Stripe } from 'stripe'
import type { Announced } from '../twin-types.ts'
import type { Account } from './account.ts'
import type { Context } from './context.ts'
import type { AnyObject, ObjectName, OperationName, Params, StripeObject } from './wire.ts'

/** One resource of Stripe's, as the kernel plays it. "Writing a resource" in twin/README.md walks through an example. */
export type Resource = {
  /** What each operation does, by the SDK's name for it. What is thrown undoes everything. */
  operations?: { [Name in OperationName]?: (context: Context<Params<Name>>) => unknown }
  /**
   * Operations that a browser may call with the publishable key: 'open', or 'client_secret' when it must send the
   * secret of the object that the path names.
   */
  publishable?: { [Name in OperationName]?: 'open' | 'client_secret' }
  /** Operations that take, in place of a key, a token that an account issued: whether it is this account's. */
  tokens?: { [Name in OperationName]?: (account: Account, token: string) => boolean }
  /** Operations that take a while, in milliseconds: two of them can be under way at once. */
  takes?: { [Name in OperationName]?: number }
  /** Calls of Stripe.js that the API does not document, e.g. `'GET /v1/elements/sessions'`; any key may make them. */
  internal?: Record<string, (context: Context<Record<string, unknown>>) => unknown>
  /** Fields worked out whenever the object is answered, e.g. a subscription's items. */
  views?: { [Name in ObjectName]?: (object: StripeObject<Name>, context: Context) => object }
  /** Fields that are answered only when `expand` asks for them; one inside a hash by its path, `features.a.b`. */
  includes?: {
    [Name in ObjectName]?: Record<string, (object: StripeObject<Name>, context: Context) => unknown>
  }
  /** Work that falls due by the account's clock, put there by `context.schedule(job, id, at)`. */
  jobs?: Record<string, (context: Context, id: string) => void>
  /** What else happens in the same request when something has happened, by the event that tells of it. */
  reactions?: { [Type in Stripe.Event['type']]?: (context: Context, object: AnyObject) => void }
  /** Sees every event, snapshot or thin, within the transaction that it tells of. */
  witness?: (context: Context, event: StripeObject<'event'> | StripeObject<'v2.core.event'>) => void
  /** Calls of the twin's own API that wait or need no transaction: `'POST /_twin/deliveries/{id}/resend'`. */
  controls?: Record<string, (call: ControlCall) => unknown>
  /** Takes up again what an account was about when its state was saved. */
  resume?: (account: Account) => void
  /** What a fresh account already has. */
  open?: (context: Context) => void
  /** Addresses of this resource's that whoever starts the twin wants to know. */
  announces?: (base: string, account: Account) => Announced
  /** Pages and scripts on the twin's origin. */
  routes?: Route[]
}

export type ControlCall = { account: Account; body: Record<string, unknown>; url: URL; path: Record<string, string> }

export type RouteCall = {
  request: Request
  url: URL
  /** The values of `:name` parts of the path. */
  path: Record<string, string>
  /** The account that has an object with this id: a page knows its session's id and no key. */
  findAccount: (id: string) => Account | undefined
  /** The account of a publishable key. */
  findAccountByKey: (key: string) => Account | undefined
  /** Every account, for the dashboard. */
  accounts: () => readonly Account[]
  base: string
}

export type Route = {
  method: 'GET' | 'POST'
  path: string
  handle: (call: RouteCall) => Response | Promise<Response>
}

export function route(method: Route['method'], path: string, handle: Route['handle']): Route {
  return { method, path, handle }
}

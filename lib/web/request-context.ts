// What the web server knows about the request being answered. The bundled pages and the server are two copies of this
// module, so the store lives under a global symbol.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { OperatorRole } from '#lib/operators/operator.ts'
import type { Draft } from '#lib/settings/draft.ts'
import type { Finding } from '#lib/setup/finding.ts'

export interface RequestContext {
  /** Ours, fresh for every request; people quote it as the reference number. */
  readonly requestId: string
  readonly nonce: string
  readonly ip: string
  /** What was asked for, query included; it stays when a page is drawn in an answer's stead. */
  readonly path: string
  /** Of the page being drawn, which marks its place in the navigation. */
  pathname?: string
  /** Its query, with the question mark. */
  search?: string
  /** What a page asked its answer's status to be. */
  status?: number
  /** And after how long it may be asked for again. */
  retryAfterSeconds?: number
  /** Stripe's own id of the mint that was done for it, for the log. */
  stripeRequestId?: string
  /** Why the page under /problem/ is drawn; never in the URL. */
  problem?: Problem
  /** A form of settings that was not saved, for the page that shows it again. */
  draft?: Draft
  /** What a look at the installation found, for the page that shows it. */
  findings?: Finding[]
  /** What a pasted hand-over token was found to say, for the same page. The token itself is kept nowhere. */
  judgedHandoff?: Finding[]
  /** A form that waits for its operator's passkey, for the page that sends it again. */
  waiting?: WaitingForm
  /** A one-time link that was made by this request, for the page that shows it once. */
  invitation?: Invitation
}

export interface WaitingForm {
  action: string
  fields: [name: string, value: string][]
}

export interface Invitation {
  email: string
  /** Somebody who is known keeps the role that they have. */
  role: OperatorRole
  url: string
  expiresAt: Date
}

export interface Problem {
  /** A refusal's code, or `fault` for a bug of ours. */
  code: string
  status: number
  message: string
  field?: string
  detail?: string
  retryAfterSeconds?: number
}

const key = Symbol.for('portico.request')
const store = storeOf(globalThis as { [key]?: AsyncLocalStorage<RequestContext> })

export function getRequestContext(): RequestContext {
  const context = findRequestContext()
  if (!context) throw new Error('No request is being answered here: this runs only inside server/web.ts.')
  return context
}

export function findRequestContext(): RequestContext | undefined {
  return store.getStore()
}

/** Gives the page being drawn another status than 200. Call it before anything is streamed. */
export function setStatus(status: number, retryAfterSeconds?: number): void {
  Object.assign(getRequestContext(), { status, retryAfterSeconds })
}

export function runInRequestContext<Result>(context: RequestContext, run: () => Result): Result {
  return store.run(context, run)
}

function storeOf(scope: { [key]?: AsyncLocalStorage<RequestContext> }): AsyncLocalStorage<RequestContext> {
  scope[key] ??= new AsyncLocalStorage()
  return scope[key]
}

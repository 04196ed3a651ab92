import { createHash } from 'node:crypto'
import type { LedgerEntry } from '../twin-types.ts'
import type { Key } from './accounts.ts'
import { toJson } from './api-answer.ts'
import { readVersion } from './api-version.ts'
import { secretKeyRequired } from './authenticate.ts'
import { coerceParams } from './coerce-params.ts'
import { type ParamValue, plain, type Value } from './coerce-scalar.ts'
import type { Context } from './context.ts'
import { expandAnswer } from './expand.ts'
import type { Fault } from './fault.ts'
import { replaceFormerParams } from './former-params.ts'
import { idempotencyKeyOf, lifetimes } from './idempotency.ts'
import { accountDenied, missingPermissions, permissionDenied } from './permissions.ts'
import { renderObject } from './render-object.ts'
import type { Call } from './resource-set.ts'
import type { Operation, Shape } from './shape.ts'
import { brokenServer, errorBody, invalidRequest, notPlayed, StripeError } from './stripe-error.ts'
import { resolveShape } from './stripe-table.ts'
import type { AnyObject } from './wire.ts'

type CallInput = {
  request: Request
  url: URL
  requestId: string
  number: number
  key: Key
  secret: string
  call: Call
  path: Record<string, string>
  values: { [name: string]: Value }
  brokenBy?: Fault
  note: (extra: Partial<LedgerEntry>) => void
}
export type Answer = { status: number; body: string; headers?: Record<string, string>; isReplay?: boolean }

/** Does what a call asks, once for each idempotency key. */
export function runCall(input: CallInput): Answer {
  const { request, key, call } = input
  checkAccess(input)
  if (!call.handler) throw notPlayed(`"${call.name}" (${request.method} ${input.url.pathname})`)
  const idempotencyKey = idempotencyKeyOf(request, input.url)
  const asked = { path: input.url.pathname, fingerprint: idempotencyKey ? fingerprintOf(input) : '' }
  const { idempotency } = key.account
  const lifetime = isV2(input) ? lifetimes.v2 : lifetimes.v1
  const saved = idempotencyKey ? idempotency.find(idempotencyKey, asked, key.account.now() - lifetime) : undefined
  if (saved) {
    const headers = { 'idempotent-replayed': 'true', 'original-request': saved.requestId }
    return { status: saved.status, body: saved.body, headers, isReplay: true }
  }
  if (input.brokenBy && !input.brokenBy.stored) throw brokenServer()
  const clientSecret = typeof input.values.client_secret === 'string' ? input.values.client_secret : undefined
  checkClientSecret(input, clientSecret)
  const params = isV2(input) ? inWordsOfV2(() => readParams(input)) : readParams(input)
  input.note({ params })
  // A refused parameter is not kept for the key: nothing was begun.
  const answer = input.brokenBy ? failed(brokenServer(), input) : work(input, params, clientSecret, idempotencyKey)
  // What failed on v2 is tried anew.
  if (idempotencyKey && !(isV2(input) && answer.status >= 400)) {
    const { status, body } = answer
    idempotency.save(idempotencyKey, {
      ...asked,
      status,
      body,
      requestId: input.requestId,
      savedAt: key.account.now(),
    })
  }
  return answer
}

function checkAccess({ request, key, secret, call, note }: CallInput) {
  readVersion(request)
  if (key.kind === 'publishable' && !call.publishable) throw secretKeyRequired()
  const account = request.headers.get('stripe-account') ?? request.headers.get('stripe-context')
  if (account && account !== key.account.id) throw accountDenied(secret, account)
  const missing = missingPermissions(key, call, request.method)
  if (missing.length === 0) return
  note({ missing_permissions: missing })
  throw permissionDenied(key, secret, missing)
}

function checkClientSecret({ key, call, path }: CallInput, clientSecret: string | undefined) {
  if (key.kind !== 'publishable' || call.publishable !== 'client_secret') return
  const object = key.account.store.findById(path.id ?? '')
  if (clientSecret === undefined) throw secretKeyRequired()
  if (object && object.client_secret === clientSecret) return
  const noun = call.operation?.answers ?? 'object'
  throw invalidRequest(`The client_secret provided does not match any associated ${noun} on this account.`, {
    param: 'client_secret',
    code: 'resource_missing',
  })
}

function isV2({ url }: CallInput) {
  return url.pathname.startsWith('/v2/')
}

/** There, whatever is wrong with a field has one code (the package's `generateV2Error` reads it). */
function inWordsOfV2<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof StripeError)) throw error
    throw new StripeError(error.status, { ...error.fields, code: 'invalid_fields' })
  }
}

/** Stripe.js adds these to its calls; they say nothing about what is asked. */
const browserParams =
  'key _stripe_account _stripe_version payment_user_agent guid muid sid referrer time_on_page client_attribution_metadata expected_payment_method_type pasted_fields client_secret'.split(
    ' ',
  )

function readParams({ request, key, call, values }: CallInput): Record<string, ParamValue> {
  const given = { ...values }
  if (key.kind === 'publishable') for (const name of browserParams) delete given[name]
  if (!call.operation) return plain(given) as Record<string, ParamValue>
  const shape = shapeOfParams(call.operation)
  return coerceParams(replaceFormerParams(given, shape, request.headers.get('stripe-version')), shape)
}

/** Lists of v2: the package follows `next_page_url` and so declares no `page`; their times are ISO. */
function shapeOfParams({ kind, path, params }: Operation): Shape | undefined {
  const shape = params === undefined ? undefined : resolveShape(params)
  if (kind !== 'list' || !path.startsWith('/v2/') || typeof shape !== 'object' || !('fields' in shape)) return params
  const times: Record<string, Shape> = 'created?' in shape.fields ? { 'created?': { map: 'string' } } : {}
  return { fields: { ...shape.fields, ...times, 'page?': 'string' } }
}

function work(
  input: CallInput,
  params: Record<string, ParamValue>,
  clientSecret: string | undefined,
  idempotencyKey: string | undefined,
): Answer {
  const { key, call, path, url, requestId, number } = input
  const details = {
    params,
    path,
    url: url.pathname,
    requestId,
    number,
    ...(idempotencyKey ? { idempotencyKey } : {}),
    ...(clientSecret ? { clientSecret } : {}),
  }
  try {
    const body = key.account.run({ kind: key.kind, keyId: key.id }, (context) => answerOf(call, context), details)
    return { status: 200, body: toJson(body) }
  } catch (error) {
    if (error instanceof StripeError) return failed(error, input)
    throw error
  }
}

function answerOf(call: Call, context: Context): object {
  const result = call.handler?.(context)
  if (typeof result !== 'object' || result === null) throw new Error(`"${call.name}" answers nothing`)
  const { expand } = context.params as { expand?: string[] }
  return expandAnswer(renderObject(result as AnyObject, context), expand ?? [], context)
}

function failed(error: StripeError, { key, requestId }: CallInput): Answer {
  return { status: error.status, body: toJson(errorBody(error, key.account, requestId)), headers: error.headers }
}

function fingerprintOf({ request, url, values }: CallInput): string {
  return createHash('sha256')
    .update(`${request.method} ${url.pathname} ${JSON.stringify(values, inOrder)}`)
    .digest('base64')
}

/** The same parameters in another order are the same request. */
function inOrder(_name: string, value: unknown) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}

import type { LedgerEntry } from '../twin-types.ts'
import type { Accounts, Key } from './accounts.ts'
import { apiHeaders, jsonAnswer, toJson, unrecognizedUrl } from './api-answer.ts'
import { authenticate, authenticateByToken } from './authenticate.ts'
import {
  breakOff,
  drip,
  hang,
  isConnectionBroken,
  type NodeSocket,
  proxyError,
  resetConnection,
  wait,
} from './break-connection.ts'
import { nextCallNumber } from './call-number.ts'
import { plain } from './coerce-scalar.ts'
import type { Fault } from './fault.ts'
import { idempotencyKeyOf } from './idempotency.ts'
import { rateLimited } from './rate-limiter.ts'
import { readBody } from './read-body.ts'
import type { ResourceSet } from './resource-set.ts'
import { type Answer, runCall } from './run-call.ts'
import { errorBody, StripeError } from './stripe-error.ts'

type Played = { accounts: Accounts; resources: ResourceSet; log: (line: string) => void }
/** What is known of a call so far; its ledger line is written from it, however the call ends. */
type Progress = {
  requestId: string
  number: number
  started: number
  key?: Key
  fault?: Fault
  /** Frees the idempotency key for the next request. */
  leave?: () => void
  entry: Partial<LedgerEntry>
}

/** Answers one call of Stripe's API: who, what, the fault it meets, the work, and its line in the ledger. */
export async function answerCall(played: Played, request: Request, url: URL, socket: NodeSocket): Promise<Response> {
  const number = nextCallNumber()
  const progress: Progress = { requestId: newRequestId(number), number, started: performance.now(), entry: {} }
  try {
    const answer = await runUnderFault(played, request, url, progress)
    if (answer) {
      record(progress, request, url, answer)
      return deliver(answer, progress, request, socket)
    }
    // 0 stands in the ledger for a call that got no answer.
    record(progress, request, url, { status: 0, body: '' })
    return progress.fault?.kind === 'hang' ? await hang(request, socket) : resetConnection(socket)
  } catch (error) {
    if (isConnectionBroken(error)) throw error
    const answer = answerError(error, played, request, url, progress)
    record(progress, request, url, answer)
    return respond(answer, progress, request)
  } finally {
    progress.leave?.()
  }
}

/** The answer, or nothing where the fault leaves none. */
async function runUnderFault({ accounts, resources, log }: Played, request: Request, url: URL, progress: Progress) {
  const found = url.pathname.endsWith('/') ? undefined : resources.calls.find(request.method, url.pathname)
  const values = await readBody(request, url)
  if (!found) {
    log(`unrecognized: ${request.method} ${url.pathname}`)
    if (request.headers.has('authorization')) progress.key = authenticate(accounts, request, values.key).key
    throw unrecognizedUrl(request.method, url.pathname)
  }
  const { token } = found.value
  const { key, secret } = token
    ? authenticateByToken(accounts, request, token)
    : authenticate(accounts, request, values.key)
  progress.key = key
  const idempotencyKey = idempotencyKeyOf(request, url)
  if (idempotencyKey) progress.leave = key.account.idempotency.enter(idempotencyKey)
  const params = plain(values)
  const fault = key.account.faults.take({
    method: request.method,
    path: url.pathname,
    params,
    keys: [key.id, secret],
  })
  progress.entry = { operation: found.value.operation?.name ?? null, params }
  if (fault) progress.fault = fault
  if (fault?.kind === 'hang' || fault?.kind === 'reset') return undefined
  if (fault?.kind === 'slow') await wait(fault.latency_ms, request.signal)
  if (fault?.kind === 'html') return { status: 502, body: proxyError, headers: { 'content-type': 'text/html' } }
  const reason = fault?.kind === '429' ? fault.reason : limitReached(key, request.method, found.value.name)
  if (reason) throw rateLimited(reason)
  if (found.value.takes) await wait(found.value.takes, request.signal)
  return runCall({
    request,
    url,
    requestId: progress.requestId,
    number: progress.number,
    key,
    secret,
    call: found.value,
    path: found.path,
    values,
    ...(fault?.kind === '500' ? { brokenBy: fault } : {}),
    note: (extra) => Object.assign(progress.entry, extra),
  })
}

function deliver(answer: Answer, progress: Progress, request: Request, socket: NodeSocket): Response {
  const response = respond(answer, progress, request)
  const { kind, latency_ms: latency = 0 } = progress.fault ?? {}
  if (kind === 'applied_then_lost') return resetConnection(socket)
  if (kind === 'drip') return drip(response, answer.body, latency, request.signal)
  const isBroken = kind === 'truncated' || kind === 'reset_midway'
  return isBroken ? breakOff(response, answer.body, socket, kind === 'reset_midway') : response
}

function limitReached({ id, account }: Key, method: string, endpoint: string) {
  return account.rateLimiter.refuse(id, method, endpoint)
}

function respond(answer: Answer, { requestId }: Progress, request: Request): Response {
  return jsonAnswer(answer.status, answer.body, { ...apiHeaders(request, requestId), ...answer.headers })
}

function answerError(error: unknown, { log }: Played, request: Request, url: URL, progress: Progress): Answer {
  if (error instanceof StripeError) {
    const body = errorBody(error, progress.key?.account, progress.requestId)
    return { status: error.status, body: toJson(body), headers: error.headers }
  }
  log(`fault of the twin's own in ${request.method} ${url.pathname}: ${error instanceof Error ? error.stack : error}`)
  const message = `The Stripe twin itself failed: ${error instanceof Error ? error.message : error}`
  return { status: 500, body: toJson({ error: { type: 'api_error', code: 'twin_fault', message } }) }
}

function record({ key, fault, entry, requestId, started }: Progress, request: Request, url: URL, answer: Answer) {
  if (!key) return
  if (fault || request.method !== 'GET') key.account.revision += 1
  const call = {
    request_id: requestId,
    key: { id: key.id, kind: key.kind },
    method: request.method,
    path: url.pathname,
    operation: null,
    params: null,
    status: answer.status,
    error: answer.status >= 400 && fault?.kind !== 'html' ? JSON.parse(answer.body).error : null,
    idempotency_key: request.headers.get('idempotency-key'),
    time: key.account.now(),
    duration_ms: Math.round((performance.now() - started) * 100) / 100,
    ...entry,
    ...(fault ? { fault: fault.kind } : {}),
    ...(answer.isReplay ? { is_replay: true } : {}),
  }
  key.account.ledger.add(call, answer.body)
}

function newRequestId(number: number): string {
  return `req_${Date.now().toString(36)}${number.toString(36).padStart(6, '0')}`
}

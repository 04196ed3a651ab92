import type { Accounts, Key } from './accounts.ts'
import { apiHeaders, jsonAnswer, unrecognizedUrl } from './api-answer.ts'
import { authenticate } from './authenticate.ts'
import { hang, type NodeSocket, resetConnection, truncateAnswer, wait } from './break-connection.ts'
import { plain } from './coerce-scalar.ts'
import { type Fault, rateLimited } from './faults.ts'
import type { LedgerEntry } from './ledger.ts'
import { readBody } from './read-body.ts'
import type { Call, ResourceSet } from './resource-set.ts'
import { runCall } from './run-call.ts'
import { errorBody, StripeError } from './stripe-error.ts'

type Answer = { status: number; body: string; headers?: Record<string, string>; isReplay?: boolean }
export type Found = { call: Call; path: Record<string, string> }

/** Answers one call of Stripe's API: who, what, the fault it meets, the work, and its line in the ledger. */
export async function answerCall(
  twin: { accounts: Accounts; resources: ResourceSet; log: (line: string) => void },
  request: Request,
  url: URL,
  socket: NodeSocket,
): Promise<Response> {
  const started = performance.now()
  const requestId = newRequestId()
  const headers = apiHeaders(request, requestId)
  let key: Key | undefined
  let entry: Partial<LedgerEntry> = {}
  let fault: Fault | undefined
  const finish = (answer: Answer): Response => {
    if (key) {
      const error = answer.status >= 400 ? JSON.parse(answer.body).error : null
      key.account.ledger.add({
        request_id: requestId,
        key: { id: key.id, kind: key.kind },
        method: request.method,
        path: url.pathname,
        operation: null,
        params: null,
        status: answer.status,
        error,
        idempotency_key: request.headers.get('idempotency-key'),
        time: key.account.now(),
        duration_ms: Math.round((performance.now() - started) * 100) / 100,
        ...entry,
        ...(fault ? { fault: fault.kind } : {}),
        ...(answer.isReplay ? { is_replay: true } : {}),
      })
    }
    return jsonAnswer(answer.status, answer.body, { ...headers, ...answer.headers })
  }
  try {
    const found = twin.resources.calls.find(request.method, url.pathname)
    const values = await readBody(request, url)
    if (!found) {
      twin.log(`unrecognized: ${request.method} ${url.pathname}`)
      key = request.headers.has('authorization') ? authenticate(twin.accounts, request, values.key).key : undefined
      throw unrecognizedUrl(request.method, url.pathname)
    }
    const known = authenticate(twin.accounts, request, values.key)
    key = known.key
    entry = { operation: found.value.operation?.name ?? null, params: plain(values) }
    fault = key.account.faults.take({ method: request.method, path: url.pathname, params: entry.params })
    if (fault?.kind === 'hang') {
      finish({ status: 0, body: '{}' })
      return await hang(request, socket)
    }
    if (fault?.kind === 'reset') {
      finish({ status: 0, body: '{}' })
      return resetConnection(socket)
    }
    if (fault?.kind === 'slow') await wait(fault.latency_ms, request.signal)
    if (fault?.kind === '429') throw rateLimited(fault.reason)
    const answer = runCall({
      request,
      url,
      requestId,
      key,
      secret: known.secret,
      call: found.value,
      path: found.path,
      values,
      ...(fault?.kind === '500' ? { brokenBy: fault } : {}),
      note: (extra) => Object.assign(entry, extra),
    })
    const response = finish(answer)
    if (fault?.kind === 'applied_then_lost') return resetConnection(socket)
    return fault?.kind === 'truncated' ? truncateAnswer(response, answer.body, socket) : response
  } catch (error) {
    if (error instanceof StripeError) {
      return finish({ status: error.status, body: toJson(errorBody(error)), headers: error.headers })
    }
    if (isConnectionBroken(error)) throw error
    twin.log(
      `fault of the twin's own in ${request.method} ${url.pathname}: ${error instanceof Error ? error.stack : error}`,
    )
    const message = `The Stripe twin itself failed: ${error instanceof Error ? error.message : error}`
    return finish({ status: 500, body: toJson({ error: { type: 'api_error', code: 'twin_fault', message } }) })
  }
}

export function toJson(body: unknown): string {
  return JSON.stringify(body, null, 2)
}

function isConnectionBroken(error: unknown): boolean {
  return error instanceof TypeError && error.message === 'fetch failed'
}

let requestCount = 0

function newRequestId(): string {
  return `req_${Date.now().toString(36)}${(++requestCount).toString(36).padStart(6, '0')}`
}

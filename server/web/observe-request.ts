// One line in the log and one count in the metrics for each request, once its answer has left or its client has.
import type { IncomingMessage } from 'node:http'
import { describeRoute, log } from '#lib/web/log.ts'
import type { RequestContext } from '#lib/web/request-context.ts'
import type { GuardedResponse } from './guarded-response.ts'
import { healthPaths } from './health.ts'
import type { NameRoute } from './route-names.ts'

export interface ReceivedRequest {
  requestId: string
  method: string
  /** What the caller says it belongs to. */
  traceparent: string | undefined
}

export interface ObservedRequest {
  requestId: string
  /** Of the mint that was done for it. */
  stripeRequestId: string | undefined
  method: string
  /** Undefined for an address that no route has. */
  route: string | undefined
  status: number
  durationMs: number
}

export interface Observing {
  nameRoute: NameRoute
  onReceived?: (request: ReceivedRequest) => void
  onAnswered?: (request: ObservedRequest) => void
}

/** As nginx says it: the client left before there was an answer. */
const clientLeft = 499
const knownMethods = ['GET', 'HEAD', 'POST', 'OPTIONS']

export function observeRequest(
  request: IncomingMessage,
  response: GuardedResponse,
  context: RequestContext,
  { nameRoute, onReceived, onAnswered }: Observing,
): void {
  const began = performance.now()
  const { socket } = request
  const bytesBefore = socket.bytesWritten
  const [pathname = ''] = context.path.split('?')
  const isHealth = healthPaths.includes(pathname)
  const method = knownMethods.includes(request.method ?? '') ? (request.method ?? '') : 'other'
  const { requestId } = context
  if (!isHealth) onReceived?.({ requestId, method, traceparent: request.headers.traceparent?.toString() })
  response.once('close', () => {
    const route = nameRoute(pathname)
    const status = response.headersSent ? response.statusCode : clientLeft
    const durationMs = Math.round((performance.now() - began) * 10) / 10
    const { stripeRequestId } = context
    const line = { requestId, method, route: route ?? describeRoute(pathname), status, durationMs }
    const say = isHealth ? log.debug : log.info
    say('request', { ...line, bytes: socket.bytesWritten - bytesBefore, stripeRequestId })
    onAnswered?.({ requestId, stripeRequestId, method, route, status, durationMs })
  })
}

// One line in the log and one count in the metrics for each request, once its answer has left or its client has.
import type { IncomingMessage } from 'node:http'
import { describeRoute, log } from '#lib/web/log.ts'
import type { RequestContext } from '#lib/web/request-context.ts'
import type { GuardedResponse } from './guarded-response.ts'
import { healthPaths } from './health.ts'
import type { NameRoute } from './route-names.ts'

export interface ObservedRequest {
  method: string
  /** Undefined for an address that no route has. */
  route: string | undefined
  status: number
  durationMs: number
}

export interface Observing {
  nameRoute: NameRoute
  onAnswered?: (request: ObservedRequest) => void
}

/** As nginx says it: the client left before there was an answer. */
const clientLeft = 499
const knownMethods = ['GET', 'HEAD', 'POST', 'OPTIONS']

export function observeRequest(
  request: IncomingMessage,
  response: GuardedResponse,
  context: RequestContext,
  { nameRoute, onAnswered }: Observing,
): void {
  const began = performance.now()
  const { socket } = request
  const bytesBefore = socket.bytesWritten
  response.once('close', () => {
    const [pathname = ''] = context.path.split('?')
    const route = nameRoute(pathname)
    const method = knownMethods.includes(request.method ?? '') ? (request.method ?? '') : 'other'
    const status = response.headersSent ? response.statusCode : clientLeft
    const durationMs = Math.round((performance.now() - began) * 10) / 10
    const { requestId, stripeRequestId } = context
    const line = { requestId, method, route: route ?? describeRoute(pathname), status, durationMs }
    const say = healthPaths.includes(pathname) ? log.debug : log.info
    say('request', { ...line, bytes: socket.bytesWritten - bytesBefore, stripeRequestId })
    onAnswered?.({ method, route, status, durationMs })
  })
}

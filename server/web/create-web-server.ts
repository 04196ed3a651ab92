// Our HTTP server around a handler (Next's): what it reads, how long it waits, and how it ends.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { answerRequest, type Handler, type WebEnv } from './answer-request.ts'
import { drain } from './drain.ts'
import { GuardedResponse } from './guarded-response.ts'
import { refuseWhatCannotBeRead, writeRefusal } from './raw-refusal.ts'
import { createSecurityHeaders } from './security-headers.ts'

export interface WebServerOptions {
  env: WebEnv
  handler: Handler
  isDev?: boolean
  /** While developing: Next's own connection to the browser. */
  onUpgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  timeouts?: Partial<Timeouts>
}

export interface Timeouts {
  headersMs: number
  requestMs: number
  hardStopMs: number
}

export interface WebServer {
  server: Server<typeof IncomingMessage, typeof GuardedResponse>
  drain(): Promise<void>
}

const defaultTimeouts: Timeouts = { headersMs: 10_000, requestMs: 15_000, hardStopMs: 25_000 }

export function createWebServer(options: WebServerOptions): WebServer {
  const { env, handler, isDev, onUpgrade } = options
  const timeouts = { ...defaultTimeouts, ...options.timeouts }
  const headersFor = createSecurityHeaders(env, { isDev })
  const responses = new WeakMap<Duplex, GuardedResponse>()
  let isDraining = false

  const server = createServer({
    ServerResponse: GuardedResponse,
    headersTimeout: timeouts.headersMs,
    requestTimeout: timeouts.requestMs,
    connectionsCheckingInterval: Math.min(1000, timeouts.headersMs / 2),
    keepAliveTimeout: 10_000,
    maxHeaderSize: 16 * 1024,
    // Refused by us, so that the refusal has our headers.
    requireHostHeader: false,
  })
  server.timeout = 60_000
  server.maxConnections = 4000

  const answer = (request: IncomingMessage, response: GuardedResponse) => {
    responses.set(request.socket, response)
    answerRequest(request, response, { env, handler, headersFor, isDraining: () => isDraining })
  }
  server.on('request', answer).on('checkContinue', answer).on('checkExpectation', answer)
  refuseWhatCannotBeRead(server, headersFor, (socket) => responses.get(socket))
  server.on('upgrade', (request, socket, head) => {
    if (onUpgrade && request.url?.startsWith('/_next/')) onUpgrade(request, socket, head)
    else writeRefusal(socket, 400, headersFor)
  })

  return {
    server,
    drain: () => {
      isDraining = true
      return drain(server, timeouts.hardStopMs)
    },
  }
}

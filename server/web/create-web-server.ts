// Our HTTP server around a handler (Next's): what it reads, how long it waits, and how it ends.
import type { EventEmitter } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { answerRequest, type Handler, type WebEnv } from './answer-request.ts'
import { drain } from './drain.ts'
import { GuardedResponse } from './guarded-response.ts'
import type { Observing } from './observe-request.ts'
import type { Routes } from './own-routes.ts'
import { refuseWhatCannotBeRead, writeRefusal } from './raw-refusal.ts'
import { createReadiness, type Readiness } from './readiness.ts'
import { createSecurityHeaders } from './security-headers.ts'

export interface WebServerOptions extends Partial<Observing> {
  env: WebEnv
  handler: Handler
  /** Those that are answered without the handler. */
  routes?: Routes
  readiness?: Readiness
  isDev?: boolean
  /** While developing: where Next listens for its own connection to the browser. */
  upgrades?: EventEmitter
  timeouts?: Partial<Timeouts>
}

export interface Timeouts {
  headersMs: number
  requestMs: number
  hardStopMs: number
}

export interface WebServer {
  server: Server<typeof IncomingMessage, typeof GuardedResponse>
  /**
   * Says "not ready" at once, takes requests for `delayMs` more, then finishes what runs; all within the hard stop.
   */
  drain(delayMs?: number): Promise<void>
}

// Checked once a second: no connection that sends slowly is held for more than 15 seconds.
const defaultTimeouts: Timeouts = { headersMs: 10_000, requestMs: 14_000, hardStopMs: 25_000 }

export function createWebServer(options: WebServerOptions): WebServer {
  const { env, handler, isDev, upgrades, nameRoute = () => undefined, onReceived, onAnswered } = options
  const { readiness = createReadiness({}), routes = new Map() } = options
  const timeouts = { ...defaultTimeouts, ...options.timeouts }
  const headersFor = createSecurityHeaders(env, { isDev })
  const responses = new WeakMap<Duplex, GuardedResponse>()
  let isDraining = false
  const answering = {
    env,
    handler,
    routes,
    headersFor,
    readiness,
    isDraining: () => isDraining,
    nameRoute,
    onReceived,
    onAnswered,
  }

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
    answerRequest(request, response, answering)
  }
  server.on('request', answer).on('checkContinue', answer).on('checkExpectation', answer)
  refuseWhatCannotBeRead(server, headersFor, (socket) => responses.get(socket))
  server.on('upgrade', (request, socket: Socket, head) => {
    if (!upgrades || !request.url?.startsWith('/_next/')) return writeRefusal(socket, 400, headersFor)
    socket.setTimeout(0)
    upgrades.emit('upgrade', request, socket, head)
  })

  return {
    server,
    drain: async (delayMs = 0) => {
      isDraining = true
      const patience = Math.min(delayMs, timeouts.hardStopMs)
      if (patience > 0) await sleep(patience)
      await drain(server, timeouts.hardStopMs - patience)
    },
  }
}

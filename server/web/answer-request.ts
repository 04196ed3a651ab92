// The way of one request: what we refuse or answer ourselves, then the handler, then perhaps a page in its answer's stead.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Env } from '#lib/env.ts'
import { problemPath } from '#lib/web/draw-page.ts'
import { describeError, describeRoute, log } from '#lib/web/log.ts'
import { type Problem, type RequestContext, runInRequestContext } from '#lib/web/request-context.ts'
import { answerByRoute } from './answer-by-route.ts'
import { clientAddress } from './client-address.ts'
import { cspReportPath, takeCspReports } from './csp-reports.ts'
import type { Guard, GuardedResponse } from './guarded-response.ts'
import { answerHealth, type Health, healthPaths } from './health.ts'
import { createInnerRequest } from './inner-request.ts'
import { type Observing, observeRequest } from './observe-request.ts'
import { findRoute, type Routes } from './own-routes.ts'
import { readBody } from './read-body.ts'
import { createReference } from './reference.ts'
import { refuse, type ServerRefusal } from './refuse.ts'
import { checkTarget } from './request-target.ts'
import type { HeadersFor } from './security-headers.ts'

export type WebEnv = Pick<Env, 'publicOrigin' | 'trustedProxies' | 'stripe' | 'handoff'>

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export interface Answering extends Observing, Health {
  env: WebEnv
  handler: Handler
  routes: Routes
  headersFor: HeadersFor
}

interface Exchange extends Answering {
  request: IncomingMessage
  response: GuardedResponse
  guard: Guard
}

const fault: Problem = { code: 'fault', status: 500, message: 'Something went wrong on our side.' }
const allow = { allow: 'GET, HEAD, POST' }
// Next finds nothing here, and answers as it does for any page that does not exist.
const nowhere = '/_not-found'

export async function answerRequest(request: IncomingMessage, response: GuardedResponse, answering: Answering) {
  const context = createContext(request, answering.env)
  const guard: Guard = { ...answering, context, pathname: '' }
  response.guard = guard
  observeRequest(request, response, context, answering)
  const exchange = { ...answering, request, response, guard }
  try {
    await answer(exchange)
  } catch (error) {
    const route = describeRoute(guard.pathname)
    log.error('fault', { requestId: context.requestId, method: request.method, route, ...describeError(error) })
    if (!response.headersSent) response.reset()
    refuse(response, { status: fault.status, message: fault.message })
  }
}

function createContext({ socket, headers, url = '/' }: IncomingMessage, { trustedProxies }: WebEnv): RequestContext {
  const forwardedFor = headers['x-forwarded-for']?.toString()
  const ip = clientAddress(socket.remoteAddress, forwardedFor, trustedProxies)
  return { ...createReference(), ip, path: url }
}

async function answer(exchange: Exchange): Promise<void> {
  const { request, response, guard } = exchange
  const target = checkTarget(request.url ?? '')
  if (target.kind === 'refused') return refuseTarget(exchange, target)
  guard.pathname = target.pathname
  const refusal = checkRequest(request, guard.pathname)
  if (refusal) return refuse(response, refusal)

  const body = await readBody(request, response)
  if (body.kind === 'broken_off') return
  if (body.kind === 'refused') return refuse(response, body)
  if (request.method === 'OPTIONS') return void response.writeHead(204, allow).end()

  if (healthPaths.includes(guard.pathname)) return answerHealth(response, guard.pathname, exchange)
  if (guard.pathname === cspReportPath && request.method === 'POST') {
    takeCspReports(body.bytes, guard.context.requestId)
    return void response.writeHead(204).end()
  }
  await answerWithHandler(exchange, body.bytes)
}

function checkRequest({ method = '', headers }: IncomingMessage, pathname: string): ServerRefusal | undefined {
  if (!['GET', 'HEAD', 'POST', 'OPTIONS'].includes(method))
    return { status: 405, message: 'This method is not offered here.', headers: allow }
  if (headers.host === undefined) return { status: 400, message: 'The request names no host.' }
  if (headers.expect && headers.expect.toLowerCase() !== '100-continue')
    return { status: 417, message: 'Only 100-continue can be expected here.' }
  // There are no server actions and no image optimizer here: what asks for them is an attempt.
  if (headers['next-action'] !== undefined || pathname.startsWith('/_next/image'))
    return { status: 404, message: 'There is nothing here.' }
  return undefined
}

/** A link that a mail program broke is opened by a person, who gets a page with a way on; whoever else asks, a line. */
async function refuseTarget(exchange: Exchange, { status, message }: ServerRefusal): Promise<void> {
  const { request, response, guard } = exchange
  const { accept, host, 'content-length': length, 'transfer-encoding': encoding } = request.headers
  const isOpened = request.method === 'GET' && host !== undefined && length === undefined && encoding === undefined
  if (!isOpened || !accept?.includes('text/html')) return refuse(response, { status, message })
  guard.context.problem = { code: 'bad_request', status, message }
  await drawInstead(exchange, `${problemPath}bad_request`, status)
}

async function answerWithHandler(exchange: Exchange, body: Buffer): Promise<void> {
  const { request, response } = exchange
  const isHidden = `${exchange.guard.pathname}/`.startsWith(problemPath)
  await callHandler(exchange, request.method ?? 'GET', isHidden ? nowhere : (request.url ?? '/'), body)

  const drawnPath = response.drawnPath
  if (!drawnPath) return
  await response.withheld
  if (response.statusCode === fault.status) exchange.guard.context.problem ??= fault
  const { statusCode } = response
  response.reset()
  await drawInstead(exchange, drawnPath, statusCode)
}

async function drawInstead(exchange: Exchange, path: string, status: number): Promise<void> {
  exchange.guard.context.status = status
  exchange.guard.pathname = path
  await callHandler(exchange, 'GET', path, Buffer.alloc(0))
  if (exchange.response.drawnPath) throw new Error('A drawn page answered with yet another page.')
}

function callHandler(
  { env, request, response, guard, headersFor, handler, routes }: Exchange,
  method: string,
  url: string,
  body: Buffer,
) {
  const { context, pathname } = guard
  context.pathname = pathname
  context.search = URL.parse(url, env.publicOrigin)?.search ?? ''
  const contentSecurityPolicy = headersFor({ ...context, pathname, status: 200 })['content-security-policy'] ?? ''
  const { publicOrigin } = env
  const { ip, requestId } = context
  const inner = createInnerRequest(request, { method, url, body, publicOrigin, ip, requestId, contentSecurityPolicy })
  const route = findRoute(routes, method, url)
  return runInRequestContext(context, () =>
    route ? answerByRoute(route, { request: inner, response, publicOrigin, body }) : handler(inner, response),
  )
}

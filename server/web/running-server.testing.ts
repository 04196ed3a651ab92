import type { AddressInfo } from 'node:net'
import { afterEach, expect } from 'vitest'
import { getRequestContext, type RequestContext, setStatus } from '#lib/web/request-context.ts'
import type { Handler } from './answer-request.ts'
import { createWebServer, type WebServer, type WebServerOptions } from './create-web-server.ts'

export const env: WebServerOptions['env'] = {
  publicOrigin: 'https://billing.acme.example',
  trustedProxies: 0,
  stripe: {
    secretKey: 'rk_test_12345678',
    publishableKey: 'pk_test_1234',
    livemode: false,
    requestsPerSecond: 25,
    apiUrl: 'https://api.stripe.com',
    scriptUrl: 'https://js.stripe.com',
    hostedOrigins: ['https://checkout.stripe.com'],
  },
  handoff: { secrets: [], jwksUrl: undefined, issuer: undefined, hostSignInUrl: 'https://app.acme.example/sign-in' },
}

const onEveryAnswer = [
  'content-security-policy',
  'x-content-type-options',
  'referrer-policy',
  'cross-origin-opener-policy',
  'permissions-policy',
  'strict-transport-security',
  'x-frame-options',
  'cache-control',
  'x-request-id',
]

interface SeenRequest {
  url?: string
  method?: string
  headers: Record<string, unknown>
  body: string
  context: RequestContext
}

/** What the handler was asked since the last start. */
export const seen: SeenRequest[] = []
let running: WebServer | undefined

// Stands in for Next: a few addresses that behave as pages and routes do.
const handler: Handler = async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  seen.push({ url: request.url, method: request.method, headers: request.headers, body, context: getRequestContext() })
  response.setHeader('X-Powered-By', 'Next.js')
  const { url = '' } = request
  if (url === '/redirect') return void response.writeHead(308, { location: '/x' }).end()
  if (url === '/broken') throw new Error('secret inside')
  if (url === '/cached') response.setHeader('cache-control', 'public, max-age=60')
  if (url.startsWith('/_next/static/')) response.setHeader('cache-control', 'public, max-age=31536000, immutable')
  if (url === '/missing-invoice') setStatus(404)
  if (url === '/private') response.setHeader('referrer-policy', 'no-referrer')
  if (url === '/slow') await new Promise((resolve) => setTimeout(resolve, 300))
  if (url === '/api/refused') {
    response.setHeader('set-cookie', 'portico_login=; Max-Age=0')
    response.setHeader('x-portico-draw', '/problem/handoff_used')
    response.writeHead(401, { 'content-type': 'text/plain' })
    response.write('never seen')
    return void response.end('nor this')
  }
  if (url === '/blank' || url === '/admin/blank') {
    response.statusCode = 500
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.write('<html>')
    // As compressed pieces come after Next says that it is done.
    return void setTimeout(() => response.end('late'), 20)
  }
  if (url === '/_not-found') response.statusCode = 404
  response.end(`drawn ${url}`)
}

export async function start(options: Partial<WebServerOptions> = {}): Promise<string> {
  seen.length = 0
  running = createWebServer({ env, handler, ...options })
  await new Promise<void>((resolve) => running?.server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(running.server.address() as AddressInfo).port}`
}

export async function drainRunning(delayMs?: number): Promise<void> {
  await running?.drain(delayMs)
}

afterEach(() => {
  running?.server.closeAllConnections()
  running?.server.close()
})

export function expectOurHeaders(headers: Headers) {
  for (const name of onEveryAnswer) expect(headers.get(name), name).toBeTruthy()
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(headers.get('content-security-policy')).not.toMatch(/unsafe|strict-dynamic/)
  expect(headers.get('x-powered-by')).toBeNull()
  expect(headers.get('x-portico-draw')).toBeNull()
}

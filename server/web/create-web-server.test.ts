import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { RequestContext } from '#lib/web/request-context.ts'
import { getRequestContext, setStatus } from '#lib/web/request-context.ts'
import type { Handler } from './answer-request.ts'
import { createWebServer, type WebServer, type WebServerOptions } from './create-web-server.ts'
import { sendRaw } from './send-raw.testing.ts'

const env: WebServerOptions['env'] = {
  publicOrigin: 'https://billing.acme.example',
  trustedProxies: 0,
  stripe: {
    secretKey: 'rk_test_12345678',
    publishableKey: 'pk_test_1234',
    livemode: false,
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

let running: WebServer | undefined
let seen: { url?: string; method?: string; headers: Record<string, unknown>; body: string; context: RequestContext }[] =
  []

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
  if (url === '/_not-found') response.statusCode = 404
  response.end(`drawn ${url}`)
}

async function start(options: Partial<WebServerOptions> = {}): Promise<string> {
  seen = []
  running = createWebServer({ env, handler, ...options })
  await new Promise<void>((resolve) => running?.server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(running.server.address() as AddressInfo).port}`
}

afterEach(async () => {
  running?.server.closeAllConnections()
  running?.server.close()
})

function expectOurHeaders(headers: Headers) {
  for (const name of onEveryAnswer) expect(headers.get(name), name).toBeTruthy()
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(headers.get('content-security-policy')).not.toMatch(/unsafe|strict-dynamic/)
  expect(headers.get('x-powered-by')).toBeNull()
  expect(headers.get('x-portico-draw')).toBeNull()
}

describe('every answer', () => {
  const answers: [string, number, RequestInit?][] = [
    ['/', 200],
    ['/', 200, { method: 'HEAD' }],
    ['/', 200, { method: 'POST', body: 'a=b' }],
    ['/', 204, { method: 'OPTIONS' }],
    ['/', 405, { method: 'PUT', body: 'a' }],
    ['/', 405, { method: 'DELETE' }],
    ['/', 405, { method: 'PATCH' }],
    ['/redirect', 308],
    ['/broken', 500],
    ['/missing-invoice', 404],
    ['/_next/static/chunk.js', 200],
    ['/_next/image?url=http://127.0.0.1/', 404],
    ['/livez', 200],
    ['/readyz', 200],
    ['/csp-reports', 204, { method: 'POST', body: '{}' }],
    ['/%2fevil', 400],
    ['/api/refused', 401, { method: 'POST', body: 'a=b' }],
    ['/', 413, { method: 'POST', body: 'x'.repeat(65_537) }],
    ['/', 415, { method: 'POST', body: 'x', headers: { 'content-encoding': 'gzip' } }],
    ['/', 404, { method: 'POST', body: 'x', headers: { 'next-action': 'abc' } }],
  ]
  it.each(answers)('%s %i has our headers', async (path, status, init) => {
    const origin = await start()
    const response = await fetch(`${origin}${path}`, { redirect: 'manual', ...init })
    expect(response.status).toBe(status)
    expectOurHeaders(response.headers)
  })

  it('has a fresh nonce and reference, and the handler is told the same', async () => {
    const origin = await start()
    const first = await fetch(origin)
    const second = await fetch(origin)
    expect(first.headers.get('content-security-policy')).not.toBe(second.headers.get('content-security-policy'))
    expect(first.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/)
    expect(first.headers.get('x-request-id')).not.toBe(second.headers.get('x-request-id'))
    const nonce = first.headers.get('content-security-policy')?.match(/'nonce-([^']+)'/)?.[1]
    expect(seen[0]?.context).toMatchObject({ nonce, requestId: first.headers.get('x-request-id'), ip: '127.0.0.1' })
    expect(seen[0]?.headers['content-security-policy']).toContain(`'nonce-${nonce}'`)
  })

  it('is kept by nobody, except a file', async () => {
    const origin = await start()
    const cacheControl = async (path: string) => (await fetch(`${origin}${path}`)).headers.get('cache-control')
    expect(await cacheControl('/cached')).toBe('private, no-store')
    expect(await cacheControl('/_next/static/a.js')).toBe('public, max-age=31536000, immutable')
  })

  it('lets a route ask for no referrer at all', async () => {
    const origin = await start()
    expect((await fetch(`${origin}/private`)).headers.get('referrer-policy')).toBe('no-referrer')
    expect((await fetch(origin)).headers.get('referrer-policy')).toBe('same-origin')
  })

  it('says nothing about a fault but the reference', async () => {
    const origin = await start()
    const response = await fetch(`${origin}/broken`)
    const text = await response.text()
    expect(text).toContain(response.headers.get('x-request-id'))
    expect(text).not.toContain('secret')
  })
})

describe('what the handler sees', () => {
  it('never holds a header that plays one of ours, and the host is the configured one', async () => {
    const origin = await start()
    const spoofed = {
      'x-middleware-subrequest': 'middleware',
      'x-nextjs-data': '1',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      'x-forwarded-for': '6.6.6.6',
      'x-request-id': 'mine',
      'x-portico-draw': '/problem/fault',
      'content-security-policy': "script-src 'nonce-mine'",
      'x-http-method-override': 'DELETE',
    }
    await fetch(origin, { headers: spoofed })
    expect(seen[0]?.headers).toMatchObject({
      host: 'billing.acme.example',
      'x-forwarded-host': 'billing.acme.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '127.0.0.1',
    })
    expect(JSON.stringify(seen[0]?.headers)).not.toMatch(/mine|evil|6\.6\.6|middleware|override|draw|nextjs/)
  })

  it('holds the whole body', async () => {
    const origin = await start()
    await fetch(origin, { method: 'POST', body: 'x'.repeat(65_536) })
    expect(seen[0]?.body).toHaveLength(65_536)
  })
})

describe('drawing a page in an answer’s stead', () => {
  it('answers with the page, the status and the cookie of the refusal', async () => {
    const origin = await start()
    const response = await fetch(`${origin}/api/refused`, { method: 'POST', body: 'token=secret' })
    expect(response.status).toBe(401)
    expect(await response.text()).toBe('drawn /problem/handoff_used')
    expect(response.headers.get('set-cookie')).toBe('portico_login=; Max-Age=0')
    expect(seen[1]).toMatchObject({ method: 'GET', url: '/problem/handoff_used', body: '' })
    expect(seen[0]?.context).toBe(seen[1]?.context)
  })

  it.each(['/problem/fault', '/problem/', '/problem', '/%70roblem/fault'])('finds nothing at %s', async (path) => {
    const origin = await start()
    const response = await fetch(`${origin}${path}`)
    expect(response.status).toBe(404)
    expect(seen.map(({ url }) => url)).toEqual(['/_not-found'])
  })
})

describe('requests that cannot be read', () => {
  const host = 'Host: x\r\n'
  const requests: [string, string, number][] = [
    ['an absolute address', `GET http://evil.example/ HTTP/1.1\r\n${host}\r\n`, 400],
    ['two slashes', `GET //evil.example/ HTTP/1.1\r\n${host}\r\n`, 400],
    ['a hidden slash', `GET /a%2Fb HTTP/1.1\r\n${host}\r\n`, 400],
    ['a dot segment', `GET /a/../b HTTP/1.1\r\n${host}\r\n`, 400],
    ['a hidden dot segment', `GET /a/%2e%2E/b HTTP/1.1\r\n${host}\r\n`, 400],
    ['a broken escape', `GET /%zz HTTP/1.1\r\n${host}\r\n`, 400],
    ['a broken escape in the query', `GET /?a=%c0%af HTTP/1.1\r\n${host}\r\n`, 400],
    ['a backslash', `GET /\\evil HTTP/1.1\r\n${host}\r\n`, 400],
    ['a long address', `GET /${'a'.repeat(5000)} HTTP/1.1\r\n${host}\r\n`, 414],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['TRACE', `TRACE / HTTP/1.1\r\n${host}\r\n`, 405],
    ['CONNECT', `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n`, 405],
    ['an unknown method', `BREW / HTTP/1.1\r\n${host}\r\n`, 501],
    ['no HTTP at all', 'hello\r\n\r\n', 501],
    ['large headers', `GET / HTTP/1.1\r\n${host}X: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['two lengths', `POST / HTTP/1.1\r\n${host}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`, 400],
    [
      'length and chunks',
      `POST / HTTP/1.1\r\n${host}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ['a GET with a body', `GET / HTTP/1.1\r\n${host}Content-Length: 1\r\n\r\na`, 400],
    ['an upgrade', `GET / HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`, 400],
    ['another expectation', `GET / HTTP/1.1\r\n${host}Expect: tea\r\n\r\n`, 417],
  ]
  it.each(requests)('%s', async (_what, request, status) => {
    const answer = await sendRaw(await start(), [request])
    expect(answer.status).toBe(status)
    expectOurHeaders(answer.headers)
    expect(seen).toEqual([])
  })
})

describe('limits', () => {
  it('refuses a large upload by its length, before it comes, and while it streams', async () => {
    const origin = await start()
    const announced = await sendRaw(origin, ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n'])
    expect(announced.status).toBe(413)
    const chunk = `8000\r\n${'x'.repeat(0x8000)}\r\n`
    const head = 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n'
    const streamed = await sendRaw(origin, [head, chunk, chunk, chunk])
    expect(streamed.status).toBe(413)
    expect(seen).toEqual([])
  })

  it('asks for the body only when it would take it', async () => {
    const origin = await start()
    const head = (length: number) =>
      `POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ${length}\r\n\r\n`
    expect((await sendRaw(origin, [head(100_000)])).status).toBe(413)
    expect((await sendRaw(origin, [head(1)], { until: '100 Continue' })).text).toContain('HTTP/1.1 100 Continue')
  })

  it('ends slow headers and slow bodies with 408', async () => {
    const origin = await start({ timeouts: { headersMs: 200, requestMs: 400 } })
    const headers = sendRaw(origin, ['GET / HTTP/1.1\r\nHost: x\r\nX-'])
    const body = sendRaw(origin, ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc'])
    for (const answer of await Promise.all([headers, body])) {
      expect(answer.status).toBe(408)
      expectOurHeaders(answer.headers)
    }
    expect(seen).toEqual([])
  })

  it('never mixes a refusal into an answer that is under way', async () => {
    const origin = await start()
    const answer = await sendRaw(origin, ['GET /slow HTTP/1.1\r\nHost: x\r\n\r\nBREW / HTTP/1.1\r\n\r\n'])
    expect(answer.text).not.toContain('501')
  })
})

describe('drain', () => {
  it('finishes what runs, takes nothing new', async () => {
    const origin = await start()
    const slow = fetch(`${origin}/slow`)
    await expect.poll(() => seen.length).toBe(1)
    const drained = running?.drain()
    await expect(fetch(origin)).rejects.toThrow()
    const response = await slow
    expect(response.headers.get('connection')).toBe('close')
    expect(await response.text()).toBe('drawn /slow')
    await drained
  })

  it('ends by force what never finishes', async () => {
    const origin = await start({ handler: () => new Promise(() => {}), timeouts: { hardStopMs: 100 } })
    const stuck = fetch(origin)
    stuck.catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, 50))
    await running?.drain()
    await expect(stuck).rejects.toThrow()
  })
})

describe('content security policy', () => {
  const policyOf = async (origin: string, path: string) =>
    (await fetch(`${origin}${path}`)).headers.get('content-security-policy') ?? ''

  it('allows Stripe on the pages that embed it, and nowhere else', async () => {
    const origin = await start()
    expect(await policyOf(origin, '/plans')).toContain('https://js.stripe.com')
    expect(await policyOf(origin, '/pay/in_1')).toContain('frame-src https://js.stripe.com')
    for (const path of ['/', '/plansx', '/payments', '/admin'])
      expect(await policyOf(origin, path)).not.toMatch(/js\.stripe|api\.stripe|link\.com/)
  })

  it('lets forms lead to Stripe’s pages and the host alone', async () => {
    const policy = await policyOf(await start(), '/')
    expect(policy).toContain("form-action 'self' https://checkout.stripe.com https://app.acme.example;")
  })

  it('allows just the configured address when that is not Stripe’s', async () => {
    const stripe = { ...env.stripe, scriptUrl: 'http://localhost:12111', apiUrl: 'http://127.0.0.1:12111' }
    const policy = await policyOf(await start({ env: { ...env, stripe } }), '/buy')
    expect(policy).toContain("connect-src 'self' http://localhost:12111 http://127.0.0.1:12111;")
    expect(policy).not.toMatch(/js\.stripe|link\.com/)
  })
})

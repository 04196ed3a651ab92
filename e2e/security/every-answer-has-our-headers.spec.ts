import { globSync } from 'node:fs'
import { exampleParts, fillPattern, listAppRoutes } from '../setup/app-routes.ts'
import { type Member, signInMember } from '../setup/host-app.ts'
import { type Answer, createHttpClient, type HttpClient } from '../setup/http-client.ts'
import type { Portico } from '../setup/instance.ts'
import { signInOperator } from '../setup/operator.ts'
import { expect, test } from '../setup/test.ts'
import { getTwoCustomers } from '../setup/two-customers.ts'
import { nonceOf } from './compare-answers.ts'

interface Everyone {
  everyone: Member
  stranger: HttpClient
  parts: Record<string, string>
}

async function prepare(portico: Portico): Promise<Everyone> {
  const { a } = await getTwoCustomers(portico)
  const everyone = await signInMember(portico, { customer: a.id })
  const operator = await signInOperator(portico)
  for (const [name, value] of operator.cookies) everyone.cookies.set(name, value)
  return { everyone, stranger: createHttpClient(portico.url), parts: exampleParts(a) }
}

function expectOurHeaders({ headers }: Answer, what: string, isFile = false) {
  const policy = headers.get('content-security-policy') ?? ''
  for (const directive of [
    "default-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    'report-uri /csp-reports',
  ])
    expect(policy, what).toContain(directive)
  expect(policy, what).not.toContain('unsafe-')
  expect(policy, what).not.toMatch(/script-src [^;]*(\*|data:|https?: )/)
  expect(policy, what).toMatch(/script-src 'self' 'nonce-[\w+/=-]{16,}'/)
  expect(headers.get('x-frame-options'), what).toBe('DENY')
  expect(headers.get('x-content-type-options'), what).toBe('nosniff')
  expect(headers.get('referrer-policy'), what).toMatch(/^(same-origin|no-referrer)$/)
  expect(headers.get('cross-origin-opener-policy'), what).toBe('same-origin-allow-popups')
  expect(headers.get('permissions-policy'), what).toContain('payment=(self ')
  expect(headers.get('x-powered-by'), what).toBeNull()
  expect(headers.get('x-request-id'), what).toMatch(/^[0-9a-f]{32}$/)
  if (!isFile) expect(headers.get('cache-control'), what).toBe('private, no-store')
}

const bodies: [string, string, string][] = [
  ['application/json', 'application/json', '{"components":["payment_element"]}'],
  ['application/json', 'application/json', '{'],
  ['text/html', 'application/x-www-form-urlencoded', 'a=b'],
  ['text/html', 'text/plain', 'a'],
]

/** Everything that can be asked of the app's own pages and routes. */
async function* askEveryRoute(client: HttpClient, parts: Record<string, string>) {
  for (const { pattern } of listAppRoutes()) {
    const path = fillPattern(pattern, parts)
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'])
      yield [`${method} ${path}`, await client.send(method, path, { headers: { accept: 'text/html' } })] as const
    for (const [accept, type, body] of bodies) {
      // Signing out would change who asks.
      const origin = pattern.endsWith('/sign-out') ? 'https://evil.example' : client.address
      const headers = { accept, origin, 'content-type': type }
      yield [`POST ${path} ${type}`, await client.send('POST', path, { headers, body })] as const
    }
    yield [`RSC ${path}`, await client.send('GET', path, { headers: { rsc: '1' } })] as const
  }
}

const others: [string, string, number, Record<string, string>?, string?][] = [
  ['GET', '/nowhere', 404],
  ['GET', '/invoices/', 308],
  ['GET', '/admin/', 308],
  ['GET', '/Plans', 404],
  ['GET', '/problem/handoff_used', 404],
  ['GET', '/api', 404],
  ['GET', '/api/customer-sessions', 405],
  ['GET', '/_next/static/nothing.js', 404],
  ['GET', '/_next/image?url=http://127.0.0.1/&w=64&q=75', 404],
  ['GET', '/_next/data/x/index.json', 404],
  ['GET', '/..%2f..%2fetc/passwd', 400],
  ['GET', '/a/%2e%2e/b', 404],
  ['GET', '/%00', 400],
  ['GET', '/%zz', 400],
  ['GET', `/${'a'.repeat(5000)}`, 414],
  ['GET', '/livez', 200],
  ['GET', '/readyz', 200],
  ['GET', '/icon.svg', 200],
  ['POST', '/csp-reports', 204, { 'content-type': 'application/csp-report' }, '{}'],
  ['POST', '/api/setup-intents', 413, { 'content-type': 'application/json' }, 'x'.repeat(70_000)],
  ['POST', '/api/setup-intents', 415, { 'content-encoding': 'gzip' }, 'x'],
  ['POST', '/', 404, { 'next-action': 'a'.repeat(40) }, '[]'],
]

test('on every page and route, whoever asks, however it is asked', async ({ portico }) => {
  test.slow()
  const { everyone, stranger, parts } = await prepare(portico)
  const nonces: string[] = []
  for (const client of [everyone, stranger]) {
    for await (const [what, answer] of askEveryRoute(client, parts)) {
      expectOurHeaders(answer, what)
      expect(answer.status, what).toBeLessThan(500)
      expect(answer.headers.get('strict-transport-security'), what).toBeNull()
      nonces.push(nonceOf(answer))
    }
  }
  expect(nonces.length).toBeGreaterThan(400)
  expect(new Set(nonces).size).toBe(nonces.length)
})

test('on what is not found, moved, refused, too large or a file', async ({ portico }) => {
  const { everyone } = await prepare(portico)
  for (const [method, path, status, headers = {}, body] of others) {
    const answer = await everyone.send(method, path, { headers: { origin: portico.url, ...headers }, body })
    expect(answer.status, path.slice(0, 60)).toBe(status)
    expectOurHeaders(answer, path.slice(0, 60), path === '/icon.svg')
  }
  const files = globSync('.next/static/**/*.{js,css,woff2}').map((file) => `/_next/${file.slice('.next/'.length)}`)
  expect(files.length).toBeGreaterThan(10)
  for (const file of files) {
    const answer = await everyone.get(file)
    expect(answer.status, file).toBe(200)
    expectOurHeaders(answer, file, true)
  }
})

test('with HSTS where people come by https, on every answer', async ({ portico }) => {
  const { parts } = await prepare(portico)
  const origin = 'https://billing.acme.example'
  const address = await portico.startSecondInstance({ PORTICO_URL: origin, HOST: '127.0.0.1' })
  const client = createHttpClient(origin, address)
  const expectHsts = (answer: Answer, what: string) =>
    expect(answer.headers.get('strict-transport-security'), what).toMatch(/^max-age=(\d{8,})/)
  for await (const [what, answer] of askEveryRoute(client, parts)) expectHsts(answer, what)
  for (const [method, path, , headers, body] of others)
    expectHsts(await client.send(method, path, { headers, body }), path.slice(0, 60))
})

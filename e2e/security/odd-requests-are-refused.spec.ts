import { brokenJson } from '#lib/web/broken-json.testing.ts'
import { sendRaw } from '#server/web/send-raw.testing.ts'
import { exampleParts, fillPattern, listAppRoutes } from '../setup/app-routes.ts'
import { signHandoff, signInMember } from '../setup/host-app.ts'
import type { Portico } from '../setup/instance.ts'
import { findLoginReference } from '../setup/open-services.ts'
import { expect, test } from '../setup/test.ts'
import { getTwoCustomers } from '../setup/two-customers.ts'

const jsonRoutes = ['/api/customer-sessions', '/api/setup-intents', '/api/invoice-payments', '/login/handoffs']
const formRoutes = ['/api/portal-sessions', '/api/default-payment-method', '/login/handoff', '/login/continue/confirm']

async function prepare(portico: Portico) {
  const { a } = await getTwoCustomers(portico)
  const member = await signInMember(portico, { customer: a.id })
  const login = await findLoginReference(portico, member)
  const headers = { origin: portico.url, 'sec-fetch-site': 'same-origin', 'portico-login': login }
  const last = (await portico.twin.ledger()).at(-1)?.sequence
  return { a, member, login, headers, last }
}

for (const path of jsonRoutes) {
  test(`${path} refuses broken JSON with a 400, and is none the worse for it`, async ({ portico }) => {
    const { a, member, headers, last } = await prepare(portico)
    for (const [what, body] of brokenJson) {
      const answer = await member.send('POST', path, {
        headers: { ...headers, 'content-type': 'application/json' },
        body,
      })
      expect(answer.status, what).toBe(400)
      expect(answer.json(), what).toMatchObject({
        error: { code: 'invalid_json', request_id: answer.headers.get('x-request-id') },
      })
    }
    for (const [type, body, status] of [
      ['application/json', `{"a":${'9'.repeat(1 << 20)}}`, 413],
      ['application/json', `{"components":["payment_element"],"n":${'9'.repeat(60_000)}}`, 400],
      ['text/plain', '{}', 415],
      ['application/json; charset=utf-16', '\ufffe{}', 400],
    ] as const) {
      const answer = await member.send('POST', path, { headers: { ...headers, 'content-type': type }, body })
      expect(answer.status, type).toBe(status)
    }
    expect(await portico.twin.ledger(last)).toEqual([])

    // Had one of them reached a prototype, every object of that process would have it now.
    await member.postJson('/api/customer-sessions', { components: ['buy_button'] }, headers)
    const mint = (await portico.twin.ledger(last)).find(({ operation }) => operation === 'customerSessions.create')
    expect(mint?.params).toEqual({ customer: a.id, components: { buy_button: { enabled: true } } })
  })
}

const brokenForms: [string, string | Uint8Array<ArrayBuffer>][] = [
  ['a broken escape', 'flow=%zz'],
  ['an overlong slash', 'flow=%c0%af'],
  ['NUL', 'flow=a%00b'],
  ['a field twice', 'login=1&login=2&token=1&token=2&ticket=1&ticket=2'],
  ['a prototype', '__proto__=1'],
  ['a constructor', 'constructor=1'],
  ['a byte order mark', '\ufeffflow=a'],
  ['invalid UTF-8', new Uint8Array([0x61, 0x3d, 0xff])],
]

for (const path of formRoutes) {
  test(`${path} refuses broken forms`, async ({ portico }) => {
    const { member, headers, last } = await prepare(portico)
    for (const [what, body] of brokenForms) {
      for (const accept of ['text/html', 'application/json']) {
        const type = 'application/x-www-form-urlencoded'
        const answer = await member.send('POST', path, { headers: { ...headers, accept, 'content-type': type }, body })
        expect(answer.status, what).toBeGreaterThanOrEqual(400)
        expect(answer.status, what).toBeLessThan(500)
      }
    }
    for (const boundary of ['', '; boundary=x', `; boundary=${'x'.repeat(200)}`]) {
      const type = `multipart/form-data${boundary}`
      const body = '--x\r\ncontent-disposition: form-data; name="flow"\r\n\r\nunfinished'
      const answer = await member.send('POST', path, { headers: { ...headers, 'content-type': type }, body })
      expect([400, 409]).toContain(answer.status)
    }
    expect(await portico.twin.ledger(last)).toEqual([])
  })
}

test('a method that is not offered is a 405 or 501 on every route, never a 500', async ({ portico }) => {
  const { a } = await getTwoCustomers(portico)
  const parts = exampleParts(a)
  for (const { pattern } of listAppRoutes()) {
    const path = fillPattern(pattern, parts)
    for (const method of ['TRACE', 'CONNECT', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'BREW', 'get', 'X'.repeat(500)]) {
      const target = method === 'CONNECT' ? 'evil.example:443' : path
      const answer = await sendRaw(portico.url.replace('localhost', '127.0.0.1'), [
        `${method} ${target} HTTP/1.1\r\nHost: x\r\n\r\n`,
      ])
      expect([400, 405, 501], `${method.slice(0, 20)} ${path}`).toContain(answer.status)
      expect(answer.headers.get('content-security-policy'), method.slice(0, 20)).toContain("frame-ancestors 'none'")
    }
  }
})

test('a route that only takes POST, or only GET, says so', async ({ portico }) => {
  const { member, headers, a } = await prepare(portico)
  const parts = exampleParts(a)
  for (const { pattern, methods, isPage } of listAppRoutes()) {
    const path = fillPattern(pattern, parts)
    if (!methods.includes('GET')) expect((await member.get(path)).status, path).toBe(405)
    if (methods.includes('POST') || pattern.startsWith('/problem/')) continue
    const answer = await member.send('POST', path, { headers: { ...headers, 'content-type': 'text/plain' }, body: 'x' })
    expect(isPage ? [200, 307, 401, 404, 405] : [405], path).toContain(answer.status)
  }
})

test('a token of half a megabyte, or one with a colour code in it, is a refusal and not a fault', async ({
  portico,
}) => {
  const { member, a } = await prepare(portico)
  const escapeCode = String.fromCharCode(27)
  for (const claims of [{ name: `${escapeCode}[31m` }, { sub: 'a\0b' }, { return_to: '\r\nSet-Cookie: a=b' }]) {
    const token = await signHandoff(portico, { customer: a.id, ...claims })
    expect((await member.postJson('/login/handoffs', { token })).status).toBe(401)
  }
  expect((await member.postJson('/login/handoffs', { token: 'x'.repeat(500_000) })).status).toBe(413)
})

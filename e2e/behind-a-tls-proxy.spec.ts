import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { plugInAuthenticator } from './setup/authenticator.ts'
import { freshClaims, signHandoff } from './setup/host-app.ts'
import { encodeForm } from './setup/http-client.ts'
import type { Portico } from './setup/instance.ts'
import { query } from './setup/open-services.ts'
import { makeOperatorLink, signInOperator } from './setup/operator.ts'
import { expect, test } from './setup/test.ts'
import { postOverTls, startTlsProxy, type TlsProxy } from './setup/tls-proxy.ts'

test.use({ ignoreHTTPSErrors: true })
test.describe.configure({ mode: 'serial' })

let proxy: TlsProxy
let address: string
test.beforeAll(async () => {
  proxy = await startTlsProxy()
})
test.afterAll(() => proxy.stop())

/** The instance behind the proxy; its people know the proxy's address alone. */
async function startBehindProxy(portico: Portico): Promise<Portico> {
  address ??= await portico.startSecondInstance({ PORTICO_URL: proxy.origin, TRUSTED_PROXIES: '1' })
  proxy.forwardTo(address)
  return { ...portico, url: proxy.origin }
}

async function latestAddressOfOperator(portico: Portico): Promise<unknown> {
  const [row] = await query(
    portico,
    sql`select ip from audit_entries where action = 'operator.signed_in' order by id desc limit 1`,
  )
  return row?.ip
}

/** The form behind the operator's link, sent as a page of this origin would. */
async function enterAsOperator(portico: Portico, more: { from: string; headers?: Record<string, string> }) {
  const token = new URL(await makeOperatorLink(portico)).pathname.split('/').at(-1) ?? ''
  return postOverTls(portico.url, '/admin/enter', {
    from: more.from,
    headers: {
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      origin: portico.url,
      'sec-fetch-site': 'same-origin',
      ...more.headers,
    },
    body: encodeForm({ token }),
  })
}

test('a member is handed over, with cookies that only this host over TLS ever sees', async ({
  portico,
  page,
  context,
}) => {
  const behind = await startBehindProxy(portico)
  const { id: customer } = await portico.twin.stripe.customers.create({ name: 'Globex GmbH' })
  // The host app's sign-in, which sends the member on with a form.
  const hostApp = createServer(async (request, response) => {
    const nonce = new URL(request.url ?? '/', portico.hostUrl).searchParams.get('state')
    const token = await signHandoff(behind, freshClaims(behind, { customer, nonce }))
    const form = `<form method="post" action="${behind.url}/login/handoff"><input type="hidden" name="token" value="${token}"><button>Billing</button></form>`
    response.setHeader('content-type', 'text/html').end(`<!doctype html><link rel="icon" href="data:,">${form}`)
  })
  await new Promise<void>((resolve) => hostApp.listen(Number(new URL(portico.hostUrl).port), '127.0.0.1', resolve))

  const answer = await page.goto(`${behind.url}/invoices`)
  expect(answer?.url()).toContain(portico.hostUrl)
  await page.getByRole('button', { name: 'Billing' }).click()
  await page.waitForURL(`${behind.url}/invoices`)
  const shown = await page.reload()
  expect(shown?.status()).toBe(200)
  expect(shown?.headers()['strict-transport-security']).toBe('max-age=31536000')

  const cookies = await context.cookies(behind.url)
  expect(cookies.map(({ name }) => name)).toContain('__Host-portico_login')
  for (const cookie of cookies) {
    expect(cookie.name).toMatch(/^__Host-portico_/)
    expect(cookie).toMatchObject({ domain: 'localhost', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' })
  }
  expect(await page.evaluate(() => document.cookie)).toBe('')
  hostApp.close()
})

test('an operator adds a passkey for the public name, and comes back with it', async ({ portico, page, context }) => {
  const behind = await startBehindProxy(portico)
  await plugInAuthenticator(page)
  await page.goto(`${behind.url}${new URL(await makeOperatorLink(portico)).pathname}`)
  await page.getByRole('button', { name: 'Open the console' }).click()
  await page.getByLabel('Name of the passkey').fill('Work laptop')
  await page.getByRole('button', { name: 'Add passkey' }).click()
  const components = page.getByRole('heading', { name: 'Components', level: 1 })
  await expect(components).toBeVisible()

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(components).toBeVisible()
  expect(page.url()).toContain(behind.url)
  const cookies = await context.cookies(behind.url)
  expect(cookies.find(({ name }) => name === '__Host-portico_operator')).toMatchObject({ secure: true, httpOnly: true })
})

test('the address in the record is the one that the proxy saw, whatever a client claims', async ({ portico }) => {
  const behind = await startBehindProxy(portico)
  expect((await enterAsOperator(behind, { from: '127.0.0.2' })).status).toBe(303)
  expect(await latestAddressOfOperator(portico)).toBe('127.0.0.2')

  const claims = {
    'x-forwarded-for': '203.0.113.6, 198.51.100.7',
    'x-real-ip': '203.0.113.6',
    forwarded: 'for=203.0.113.6;host=evil.example;proto=http',
    'cf-connecting-ip': '203.0.113.6',
  }
  expect((await enterAsOperator(behind, { from: '127.0.0.3', headers: claims })).status).toBe(303)
  expect(await latestAddressOfOperator(portico)).toBe('127.0.0.3')
})

test('without a proxy to trust nobody is believed', async ({ portico }) => {
  const client = await signInOperator(portico)
  const token = new URL(await makeOperatorLink(portico)).pathname.split('/').at(-1) ?? ''
  await client.postForm('/admin/enter', { token }, { 'x-forwarded-for': '203.0.113.6' })
  expect(await latestAddressOfOperator(portico)).toBe('127.0.0.1')
})

test('only the https origin may post, whatever host the headers name', async ({ portico }) => {
  const behind = await startBehindProxy(portico)
  const { host } = new URL(behind.url)
  const spoofed: Record<string, string>[] = [
    { origin: `http://${host}` },
    { origin: address },
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    { origin: 'https://evil.example', host: 'evil.example' },
    { origin: 'https://evil.example', forwarded: 'host=evil.example;proto=https' },
    { origin: 'null' },
  ]
  for (const headers of spoofed) {
    const answer = await enterAsOperator(behind, { from: '127.0.0.2', headers: { 'sec-fetch-site': '', ...headers } })
    expect(answer.status, JSON.stringify(headers)).toBe(403)
    expect(answer.headers['set-cookie']).toBeUndefined()
  }
  const misled = await enterAsOperator(behind, {
    from: '127.0.0.2',
    headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
  })
  expect(misled.headers.location).not.toContain('evil')
})

const known = 'level time msg requestId route method status durationMs bytes stripeRequestId'.split(' ')

test('the log tells each request and no secret of it', async ({ portico }) => {
  const behind = await startBehindProxy(portico)
  const link = new URL(await makeOperatorLink(portico))
  await postOverTls(behind.url, `${link.pathname}?code=canary`, { from: '127.0.0.2', headers: {}, body: '' })
  const readLog = () => readFileSync(join(portico.logFolder, new URL(address).port, 'web.log'), 'utf8')
  await expect.poll(readLog).toContain('/admin/enter/[token]')
  const log = readLog()
  const requests = log
    .split('\n')
    .filter((line) => line.includes('"msg":"request"'))
    .map((line) => JSON.parse(line))
  expect(requests.map(({ route }) => route)).toEqual(
    expect.arrayContaining(['/login/start', '/login/handoff', '/login/arrive', '/invoices']),
  )
  for (const request of requests) expect(known).toEqual(expect.arrayContaining(Object.keys(request)))
  expect(log).not.toContain('canary')
  expect(log).not.toContain(link.pathname.split('/').at(-1))
  expect(log).not.toMatch(/__Host-portico_|eyJ|127\.0\.0\.2/)
})

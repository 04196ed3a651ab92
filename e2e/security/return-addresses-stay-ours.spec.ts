import { request } from 'node:http'
import { foreignAddresses } from '#lib/access/foreign-addresses.testing.ts'
import { askForAddress, cookieOf, postHandoff, signHandoff, signInMember, startVisit } from '../setup/host-app.ts'
import { createHttpClient } from '../setup/http-client.ts'
import type { Portico } from '../setup/instance.ts'
import { findLoginReference } from '../setup/open-services.ts'
import { expect, test } from '../setup/test.ts'
import { getTwoCustomers } from '../setup/two-customers.ts'

/** Every address that Portico itself told Stripe. */
async function addressesToldToStripe({ twin }: Portico, after = 0): Promise<string[]> {
  const calls = (await twin.ledger(after)).filter(({ key }) => key.kind === 'restricted')
  return JSON.stringify(calls.map(({ params }) => params)).match(/https?:[^"\\]*/gi) ?? []
}

test('a signed-out visit with a foreign address goes on at Home', async ({ portico }) => {
  const { a } = await getTwoCustomers(portico)
  for (const address of foreignAddresses) {
    const client = createHttpClient(portico.url)
    const start = await client.get(`/login/start?return_to=${encodeIn(address)}`)
    // What is no request at all is refused by the server before anybody reads it.
    if (start.status === 400) continue
    const host = new URL(start.location ?? '')
    expect(host.origin, address).toBe(new URL(portico.hostUrl).origin)
    expect(host.searchParams.get('return_to'), address).toBe('/')
    const nonce = host.searchParams.get('state')
    await postHandoff(client, await signHandoff(portico, { customer: a.id, nonce }))
    expect((await client.get('/login/arrive')).location, address).toBe('/')
  }
})

test('a hand-over with a foreign address leads Home, or is refused', async ({ portico }) => {
  const { a } = await getTwoCustomers(portico)
  for (const address of foreignAddresses) {
    const client = createHttpClient(portico.url)
    const token = await signHandoff(portico, { customer: a.id, return_to: address })
    const answer = await postHandoff(client, token)
    if (answer.status === 401) continue
    await client.get('/login/arrive')
    const ticket = (await client.get('/login/continue')).text.match(/name="ticket" value="([^"]+)"/)?.[1] ?? ''
    expect((await client.postForm('/login/continue/confirm', { ticket })).location, address).toBe('/')
  }
})

test('a visit in a planted cookie leads nowhere else', async ({ portico }) => {
  const { a } = await getTwoCustomers(portico)
  for (const address of foreignAddresses.filter((text) => /^[\x21-\x7e]*$/.test(text))) {
    const client = createHttpClient(portico.url)
    const nonce = await startVisit(client)
    client.cookies.set(cookieOf(client, 'visit').name, encodeURIComponent(`${nonce}${address}`))
    await postHandoff(client, await signHandoff(portico, { customer: a.id, nonce }))
    const { location } = await client.get('/login/arrive')
    expect(['/', '/login/continue'], address).toContain(location)
  }
})

test('the page for signed-out visits links nowhere else', async ({ portico }) => {
  const allowed = [portico.url, new URL(portico.hostUrl).origin]
  for (const address of foreignAddresses) {
    const { status, text } = await createHttpClient(portico.url).get(`/sign-in?return_to=${encodeIn(address)}`)
    if (status === 400) continue
    const targets = [...text.matchAll(/ (?:href|action|src)="([^"]*)"/g)].map(([, target = '']) => target)
    for (const target of targets)
      expect(allowed, address).toContain(new URL(target.replaceAll('&amp;', '&'), portico.url).origin)
  }
})

test('Stripe is never told an address from a request', async ({ portico }) => {
  const { a } = await getTwoCustomers(portico)
  const member = await signInMember(portico, { customer: a.id })
  const login = await findLoginReference(portico, member)
  for (const name of ['return_url', 'return_to', 'success_url', 'flow_data[after_completion][redirect][return_url]']) {
    const last = (await portico.twin.ledger()).at(-1)?.sequence
    for (const address of foreignAddresses.filter((text) => text.isWellFormed() && !text.includes('\0'))) {
      const fields = { flow: 'portal_homepage', login, [name]: address }
      expect((await member.postForm('/api/portal-sessions', fields)).status, address).toBe(422)
    }
    expect(await portico.twin.ledger(last)).toEqual([])
  }
  // Another login, since one alone may not ask as often as all this takes.
  const again = await signInMember(portico, { customer: a.id })
  const fields = {
    flow: 'subscription_cancel',
    subscription: a.subscription,
    login: await findLoginReference(portico, again),
  }
  for (const query of foreignAddresses.map(encodeIn)) {
    const path = `/api/portal-sessions?return_url=${query}&return_to=${query}`
    expect([303, 400]).toContain((await again.postForm(path, fields, { referer: 'https://evil.example/' })).status)
  }
  const told = await addressesToldToStripe(portico)
  expect(told.length).toBeGreaterThan(foreignAddresses.length / 2)
  for (const address of told) expect(new URL(address).origin).toBe(portico.url)
})

test('a request that lies about its host changes no address', async ({ portico }) => {
  const { a } = await getTwoCustomers(portico)
  const member = await signInMember(portico, { customer: a.id })
  const login = await findLoginReference(portico, member)
  const last = (await portico.twin.ledger()).at(-1)?.sequence
  const { name, value } = cookieOf(member, 'login')
  const lies = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-original-url': '//evil.example',
    forwarded: 'host=evil.example;proto=https',
  }
  const asMember = { ...lies, cookie: `${name}=${value}`, origin: portico.url, 'sec-fetch-site': 'same-origin' }
  const form = { ...asMember, 'content-type': 'application/x-www-form-urlencoded' }
  const minted = await ask(portico, 'POST', '/api/portal-sessions', form, `flow=portal_homepage&login=${login}`)
  expect(minted.status).toBe(303)
  for (const address of await addressesToldToStripe(portico, last)) expect(new URL(address).origin).toBe(portico.url)

  const token = await signHandoff(portico, { customer: a.id })
  const type = { 'content-type': 'application/json' }
  const handed = await ask(portico, 'POST', '/login/handoffs', { ...lies, ...type }, JSON.stringify({ token }))
  expect(JSON.parse(handed.text).url).toContain(`${portico.url}/login/handoffs/`)
  for (const path of [
    '/invoices',
    '/login/start?return_to=/plans',
    '/admin',
    '/plans/',
    '/return?session_id=cs_x',
    '/login/arrive',
  ]) {
    const { location, text } = await ask(portico, 'GET', path, lies)
    expect(`${location} ${text}`, path).not.toContain('evil.example')
  }
  // The origin that a request must come from is the configured one as well.
  const origin = { ...form, origin: 'http://evil.example' }
  expect(
    (await ask(portico, 'POST', '/api/portal-sessions', origin, `flow=portal_homepage&login=${login}`)).status,
  ).toBe(403)
})

test('/return leads to our own pages, whatever it is asked', async ({ portico }) => {
  const { a } = await getTwoCustomers(portico)
  const member = await signInMember(portico, { customer: a.id })
  for (const address of foreignAddresses.map(encodeIn)) {
    for (const name of ['session_id', 'setup_intent', 'return_to', 'next', 'flow', 'done']) {
      const { status, location } = await member.get(`/return?${name}=${address}`)
      if (status === 400) continue
      expect(status).toBe(303)
      expect(location).toMatch(/^\/([\w-]+\/?)*(\?[\w=&-]*)?$/)
    }
  }
})

test('the one-time address is ours', async ({ portico }) => {
  const { a } = await getTwoCustomers(portico)
  const address = await askForAddress(
    portico,
    await signHandoff(portico, { customer: a.id, return_to: '//evil.example' }),
  )
  expect(new URL(address).origin).toBe(portico.url)
})

/** Lone surrogates have no bytes: they are sent as what a browser would make of them. */
function encodeIn(text: string) {
  return encodeURIComponent(text.toWellFormed())
}

interface PlainAnswer {
  status: number | undefined
  location: string | undefined
  text: string
}

/** As fetch would not say it: with a host of its own choice. */
function ask(
  { url }: Portico,
  method: string,
  path: string,
  headers: Record<string, string>,
  body = '',
): Promise<PlainAnswer> {
  return new Promise((resolve, reject) => {
    const length = method === 'POST' ? { 'content-length': String(Buffer.byteLength(body)) } : {}
    const sending = request(new URL(path, url), { method, headers: { ...headers, ...length } }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode, location: response.headers.location, text }))
    })
    sending.on('error', reject).end(body)
  })
}

import { sql } from 'drizzle-orm'
import {
  cookieOf,
  lendCookies,
  type Member,
  postHandoff,
  signHandoff,
  signInMember,
  startVisit,
} from '../setup/host-app.ts'
import { type Answer, createHttpClient, type HttpClient } from '../setup/http-client.ts'
import type { Portico } from '../setup/instance.ts'
import { findLoginReference, query } from '../setup/open-services.ts'
import { makeOperatorLink, signInOperator } from '../setup/operator.ts'
import { expect, test } from '../setup/test.ts'
import { getTwoCustomers } from '../setup/two-customers.ts'

const second = new WeakMap<Portico, Promise<string>>()

function getSecondInstance(portico: Portico): Promise<string> {
  const address = second.get(portico) ?? portico.startSecondInstance()
  second.set(portico, address)
  return address
}

async function signInA(portico: Portico, more: Record<string, unknown> = {}): Promise<Member> {
  const { a } = await getTwoCustomers(portico)
  return signInMember(portico, { customer: a.id, ...more })
}

/** Replays a browser's cookies as they were, on both instances. */
async function replay(portico: Portico, client: HttpClient, login: string): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const address of [portico.url, await getSecondInstance(portico)]) {
    const copy = createHttpClient(portico.url, address, new Map(client.cookies))
    answers.push(await copy.postJson('/api/setup-intents', {}, { 'portico-login': login }))
  }
  return answers
}

const statuses = (answers: Answer[]) => answers.map(({ status }) => status)

/** Keeps a copy of the cookies of this moment. */
function copyOf(portico: Portico, client: HttpClient): HttpClient {
  return createHttpClient(portico.url, portico.url, new Map(client.cookies))
}

test.describe('the cookies', () => {
  const base = ['Path=/', 'HttpOnly', 'SameSite=Lax']

  async function collectCookies(client: HttpClient, portico: Portico, publicOrigin: string) {
    const { a } = await getTwoCustomers(portico)
    const start = await client.get('/login/start?return_to=/plans')
    const nonce = new URL(start.location ?? '').searchParams.get('state')
    const token = await signHandoff(portico, { customer: a.id, nonce, aud: publicOrigin })
    const handoff = await postHandoff(client, token)
    const arrive = await client.get('/login/arrive')
    const operatorToken = new URL(await makeOperatorLink(portico)).pathname.split('/').at(-1) ?? ''
    const enter = await client.postForm('/admin/enter', { token: operatorToken })
    const out = await client.postForm('/login/sign-out', {})
    const operatorOut = await client.postForm('/admin/sign-out', {})
    const lines = [start, handoff, arrive, enter, out, operatorOut].flatMap(({ headers }) => headers.getSetCookie())
    return lines.map((line) => {
      const [pair = '', ...attributes] = line.split('; ')
      return { name: pair.split('=')[0] ?? '', attributes }
    })
  }

  test('name the port on plain http, and no script, host or site besides ours sees them', async ({ portico }) => {
    const cookies = await collectCookies(createHttpClient(portico.url), portico, portico.url)
    const { port } = new URL(portico.url)
    expect(new Set(cookies.map(({ name }) => name))).toEqual(
      new Set(['login', 'ticket', 'visit', 'operator'].map((what) => `portico_${what}_${port}`)),
    )
    for (const { attributes } of cookies) {
      expect(attributes).toEqual(expect.arrayContaining(base))
      expect(attributes.filter((attribute) => /^domain/i.test(attribute))).toEqual([])
    }
  })

  test('are bound to the host and to https where people come by https', async ({ portico }) => {
    const publicOrigin = 'https://billing.acme.example'
    const address = await portico.startSecondInstance({ PORTICO_URL: publicOrigin, HOST: '127.0.0.1' })
    const cookies = await collectCookies(createHttpClient(publicOrigin, address), portico, publicOrigin)
    expect(new Set(cookies.map(({ name }) => name))).toEqual(
      new Set(['login', 'ticket', 'visit', 'operator'].map((what) => `__Host-portico_${what}`)),
    )
    for (const { attributes } of cookies) {
      expect(attributes).toEqual(expect.arrayContaining([...base, 'Secure']))
      expect(attributes.filter((attribute) => /^domain/i.test(attribute))).toEqual([])
    }
  })

  test('cannot be read by a script on any page', async ({ portico, page, context }) => {
    const member = await signInA(portico)
    const operator = await signInOperator(portico)
    await lendCookies(portico, member, context)
    await lendCookies(portico, operator, context)
    for (const path of ['/', '/invoices', '/payment-methods', '/plans', '/admin/components', '/admin/audit']) {
      await page.goto(`${portico.url}${path}`)
      const readable = await page.evaluate(() =>
        [document.cookie, ...Object.values(localStorage), ...Object.values(sessionStorage)].join(),
      )
      for (const value of [...member.cookies.values(), ...operator.cookies.values()]) {
        expect(readable).not.toContain(value)
        expect(await page.content()).not.toContain(value)
      }
      expect(await page.evaluate(() => document.cookie)).toBe('')
    }
  })
})

test.describe('a value from before the sign-in', () => {
  const planted = 'planted-by-somebody-else'.padEnd(43, 'x')

  test('is not what the browser is signed in with', async ({ portico }) => {
    const client = createHttpClient(portico.url)
    const { port } = new URL(portico.url)
    client.cookies.set(`portico_login_${port}`, planted)
    const attacker = copyOf(portico, client)
    const nonce = await startVisit(client)
    const { a } = await getTwoCustomers(portico)
    client.cookies.set(`portico_login_${port}`, planted)
    await postHandoff(client, await signHandoff(portico, { customer: a.id, nonce }))
    await client.get('/login/arrive')
    expect(cookieOf(client, 'login').value).not.toBe(planted)
    expect(statuses(await replay(portico, attacker, await findLoginReference(portico, client)))).toEqual([401, 401])
  })

  test('does not let an operator in', async ({ portico }) => {
    const client = createHttpClient(portico.url)
    const { port } = new URL(portico.url)
    client.cookies.set(`portico_operator_${port}`, planted)
    const attacker = copyOf(portico, client)
    const token = new URL(await makeOperatorLink(portico)).pathname.split('/').at(-1) ?? ''
    await client.postForm('/admin/enter', { token })
    expect(cookieOf(client, 'operator').value).not.toBe(planted)
    expect((await client.get('/admin/components')).status).toBe(200)
    expect((await attacker.get('/admin/components')).location).toBe('/admin/sign-in')
  })

  test('ends when the same browser signs in again', async ({ portico }) => {
    const member = await signInA(portico)
    const old = copyOf(portico, member)
    const oldLogin = await findLoginReference(portico, member)
    expect(statuses(await replay(portico, old, oldLogin))).toEqual([200, 200])
    const { a } = await getTwoCustomers(portico)
    const nonce = await startVisit(member)
    await postHandoff(member, await signHandoff(portico, { customer: a.id, nonce }))
    await member.get('/login/arrive')
    expect(cookieOf(member, 'login').value).not.toBe(cookieOf(old, 'login').value)
    expect(statuses(await replay(portico, old, oldLogin))).toEqual([401, 401])
  })

  test('ends when the member comes back with another role', async ({ portico }) => {
    const member = await signInA(portico, { sub: 'user_carol', role: 'owner' })
    const login = await findLoginReference(portico, member)
    await signInA(portico, { sub: 'user_carol', role: 'viewer' })
    expect(statuses(await replay(portico, member, login))).toEqual([401, 401])
  })
})

test.describe('a replayed cookie is worth nothing on either instance', () => {
  test('after signing out', async ({ portico }) => {
    const member = await signInA(portico)
    const login = await findLoginReference(portico, member)
    const copy = copyOf(portico, member)
    expect(statuses(await replay(portico, copy, login))).toEqual([200, 200])
    await member.at(await getSecondInstance(portico)).postForm('/login/sign-out', {})
    expect(member.cookies.size).toBe(0)
    expect(statuses(await replay(portico, copy, login))).toEqual([401, 401])
    expect((await copy.get('/invoices')).location).toBe('/login/start?return_to=%2Finvoices')
  })

  test('after the member was disabled', async ({ portico }) => {
    const member = await signInA(portico, { sub: 'user_dan' })
    const login = await findLoginReference(portico, member)
    expect(statuses(await replay(portico, member, login))).toEqual([200, 200])
    await query(portico, sql`update members set disabled_at = now() where subject = 'user_dan'`)
    expect(statuses(await replay(portico, member, login))).toEqual([401, 401])
    await expect(signInA(portico, { sub: 'user_dan' })).rejects.toThrow('403')
  })

  test('after the login was ended behind its back', async ({ portico }) => {
    const member = await signInA(portico)
    const login = await findLoginReference(portico, member)
    await query(portico, sql`update member_logins set ended_at = now() where id = ${login}`)
    expect(statuses(await replay(portico, member, login))).toEqual([401, 401])
  })

  test('and mints nothing more once the role is lowered', async ({ portico }) => {
    const member = await signInA(portico, { sub: 'user_eve' })
    const login = await findLoginReference(portico, member)
    await query(portico, sql`update members set role = 'viewer' where subject = 'user_eve'`)
    expect(statuses(await replay(portico, member, login))).toEqual([403, 403])
  })

  test('after an operator signed out, or was disabled', async ({ portico }) => {
    const other = await getSecondInstance(portico)
    const operator = await signInOperator(portico, 'editor')
    const copy = copyOf(portico, operator)
    await operator.at(other).postForm('/admin/sign-out', {})
    for (const client of [copy, copy.at(other)])
      expect((await client.get('/admin/components')).location).toBe('/admin/sign-in')

    const disabled = await signInOperator(portico, 'editor')
    await query(portico, sql`update operators set disabled_at = now() where role = 'editor'`)
    for (const client of [disabled, disabled.at(other)]) {
      expect((await client.get('/admin/components')).location).toBe('/admin/sign-in')
      expect((await client.postForm('/admin/company/save', { revision: '0' })).status).toBe(401)
    }
    await query(portico, sql`update operators set disabled_at = null where role = 'editor'`)
  })
})

test('a member is no operator, and an operator no member', async ({ portico }) => {
  const member = await signInA(portico)
  const operator = await signInOperator(portico)
  const { port } = new URL(portico.url)
  const asOperator = createHttpClient(portico.url)
  asOperator.cookies.set(`portico_operator_${port}`, cookieOf(member, 'login').value)
  expect((await asOperator.get('/admin/components')).location).toBe('/admin/sign-in')
  const asMember = createHttpClient(portico.url)
  asMember.cookies.set(`portico_login_${port}`, cookieOf(operator, 'operator').value)
  expect((await asMember.get('/invoices')).location).toBe('/login/start?return_to=%2Finvoices')
  expect((await member.postForm('/admin/components/save', { revision: '0' })).status).toBe(403)
})

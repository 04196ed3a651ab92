import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { SignJWT } from 'jose'
import { askForAddress, freshClaims, postHandoff, signHandoff, signInMember, startVisit } from '../setup/host-app.ts'
import { createHttpClient, type HttpClient } from '../setup/http-client.ts'
import type { Portico } from '../setup/instance.ts'
import { query } from '../setup/open-services.ts'
import { readAllRows } from '../setup/table-rows.ts'
import { expect, test } from '../setup/test.ts'
import { getTwoCustomers } from '../setup/two-customers.ts'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function forge(header: object, claims: object, secret: string) {
  const signed = `${part(header)}.${part(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

async function customerA(portico: Portico) {
  return (await getTwoCustomers(portico)).a.id
}

function isSignedIn(client: HttpClient) {
  return [...client.cookies.keys()].some((name) => name.startsWith('portico_login'))
}

const now = () => Math.floor(Date.now() / 1000)

type Forgery = (portico: Portico, claims: Record<string, unknown>) => string | Promise<string>

const forgeries: [string, Forgery][] = [
  ['nothing', () => ''],
  ['no signature', (_, claims) => `${part({ alg: 'none' })}.${part(claims)}.`],
  ['an empty secret', (_, claims) => forge({ alg: 'HS256' }, claims, '')],
  ['another secret', (_, claims) => forge({ alg: 'HS256' }, claims, 'x'.repeat(64))],
  ['another algorithm', ({ handoff }, claims) => forge({ alg: 'RS256' }, claims, handoff.secret)],
  ['a kid that is a path', (_, claims) => forge({ alg: 'HS256', kid: '../../dev/null' }, claims, '')],
  ['jku', ({ twin, handoff }, claims) => forge({ alg: 'HS256', jku: `${twin.base}/keys` }, claims, handoff.secret)],
  ['x5u', ({ twin, handoff }, claims) => forge({ alg: 'HS256', x5u: `${twin.base}/keys` }, claims, handoff.secret)],
  ['jwk', ({ handoff }, claims) => forge({ alg: 'HS256', jwk: { kty: 'oct' } }, claims, handoff.secret)],
  ['an access token', ({ handoff }, claims) => forge({ alg: 'HS256', typ: 'at+jwt' }, claims, handoff.secret)],
  ['another issuer', (portico) => signHandoff(portico, { iss: 'evil' })],
  ['another audience', (portico) => signHandoff(portico, { aud: 'https://evil.example' })],
  ['two minutes to live', (portico) => signHandoff(portico, { exp: now() + 120 })],
  ['an end that passed', (portico) => signHandoff(portico, { iat: now() - 120, exp: now() - 60 })],
  ['a beginning in the future', (portico) => signHandoff(portico, { nbf: now() + 120 })],
  ['no jti', (portico) => signHandoff(portico, { jti: undefined })],
  ['no exp', (portico) => signHandoff(portico, { exp: undefined })],
  ['an operator’s role', (portico) => signHandoff(portico, { role: 'admin' })],
  ['a huge claim', (portico) => signHandoff(portico, { more: 'x'.repeat(20_000) })],
]

test.describe('a forged token', () => {
  for (const [what, forgeToken] of forgeries) {
    test(`(${what}) is a 401 at both doors, and leaves nothing behind`, async ({ portico }) => {
      const claims = freshClaims(portico, { customer: await customerA(portico) })
      const token = await forgeToken(portico, claims)
      const rows = await readAllRows(portico)

      const host = createHttpClient(portico.url)
      const atTheBackDoor = await host.postJson('/login/handoffs', { token })
      expect(atTheBackDoor.status).toBe(401)
      expect(atTheBackDoor.json()).toMatchObject({ error: { request_id: atTheBackDoor.headers.get('x-request-id') } })

      const browser = createHttpClient(portico.url)
      const atTheFrontDoor = await postHandoff(browser, token)
      expect(atTheFrontDoor.status).toBe(401)
      expect(atTheFrontDoor.headers.get('content-type')).toContain('text/html')
      expect(atTheFrontDoor.text).toContain('<h1')
      if (token) expect(atTheFrontDoor.text + atTheBackDoor.text).not.toContain(token)
      expect(browser.cookies.size).toBe(0)
      expect(await readAllRows(portico)).toEqual(rows)
    })
  }

  test('of a megabyte is refused before it is read', async ({ portico }) => {
    const answer = await postHandoff(createHttpClient(portico.url), 'a'.repeat(1 << 20))
    expect(answer.status).toBe(413)
  })
})

test.describe('a token that comes again', () => {
  test('fifty times at once on two instances gives one address', async ({ portico }) => {
    const second = await portico.startSecondInstance()
    const token = await signHandoff(portico, { customer: await customerA(portico) })
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        createHttpClient(portico.url, index % 2 ? second : portico.url).postJson('/login/handoffs', { token }),
      ),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(49)
  })

  test('after a restart, or with the same jti, is a 401', async ({ portico }) => {
    const customer = await customerA(portico)
    const jti = `once-${now()}`
    const token = await signHandoff(portico, { customer, jti })
    await askForAddress(portico, token)
    const restarted = await portico.startSecondInstance()
    for (const again of [token, await signHandoff(portico, { customer, jti, role: 'viewer' })]) {
      const answer = await createHttpClient(portico.url, restarted).postJson('/login/handoffs', { token: again })
      expect(answer.status).toBe(401)
      expect(answer.json()).toMatchObject({ error: { code: 'handoff_used' } })
    }
  })

  test('as its one-time address, once used, is a 401 page', async ({ portico }) => {
    const client = createHttpClient(portico.url)
    const nonce = await startVisit(client)
    const address = await askForAddress(
      portico,
      await signHandoff(portico, { customer: await customerA(portico), nonce }),
    )
    await client.get(new URL(address).pathname)
    await client.get('/login/arrive')
    expect(isSignedIn(client)).toBe(true)
    const late = createHttpClient(portico.url)
    expect((await late.get(new URL(address).pathname)).status).toBe(401)
    expect(late.cookies.size).toBe(0)
  })

  test('as its one-time address, after a minute, is a 401 page', async ({ portico }) => {
    const address = await askForAddress(portico, await signHandoff(portico, { customer: await customerA(portico) }))
    await query(portico, sql`update handoff_tickets set expires_at = expires_at - interval '61 seconds'`)
    const late = createHttpClient(portico.url)
    expect((await late.get(new URL(address).pathname)).status).toBe(401)
    expect(late.cookies.size).toBe(0)
  })
})

test.describe('the way in', () => {
  test('hides the token from the next page, and lands on a clean address', async ({ portico }) => {
    const customer = await customerA(portico)
    const byForm = createHttpClient(portico.url)
    const handoff = await postHandoff(byForm, await signHandoff(portico, { customer }))
    const address = new URL(await askForAddress(portico, await signHandoff(portico, { customer })))
    const opened = await createHttpClient(portico.url).get(address.pathname)
    for (const answer of [handoff, opened]) {
      expect(answer.status).toBe(303)
      expect(answer.location).toBe('/login/arrive')
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
    }
  })

  test('keeps the token out of the log, the database and the browser’s history', async ({ portico, page, context }) => {
    const customer = await customerA(portico)
    const token = await signHandoff(portico, { customer })
    const address = await askForAddress(portico, token)
    const ticket = new URL(address).pathname.split('/').at(-1) ?? ''
    await page.goto(address)
    await expect(page).toHaveURL(`${portico.url}/login/continue`)
    await page.getByRole('button').first().click()
    await expect(page).toHaveURL(`${portico.url}/`)

    const devtools = await context.newCDPSession(page)
    const { entries } = await devtools.send('Page.getNavigationHistory')
    const kept = [
      JSON.stringify(entries.map(({ url, title }) => [url, title])),
      JSON.stringify(await readAllRows(portico)),
      readFileSync(join(portico.logFolder, 'web.log'), 'utf8'),
    ]
    for (const text of kept) for (const secret of [token, ticket]) expect(text).not.toContain(secret)
  })
})

test.describe('somebody else’s hand-over', () => {
  async function victim(portico: Portico) {
    const { b } = await getTwoCustomers(portico)
    return signInMember(portico, { customer: b.id, sub: 'user_victim' })
  }

  test('signs nobody in by itself, posted or as an address, with or without a nonce', async ({ portico }) => {
    const customer = await customerA(portico)
    const attacker = createHttpClient(portico.url)
    for (const nonce of [undefined, await startVisit(attacker), 'x'.repeat(43)]) {
      const browser = createHttpClient(portico.url)
      await startVisit(browser)
      await postHandoff(browser, await signHandoff(portico, { customer, nonce }))
      expect((await browser.get('/login/arrive')).location).toBe('/login/continue')
      const address = await askForAddress(portico, await signHandoff(portico, { customer, nonce }))
      await browser.get(new URL(address).pathname)
      expect((await browser.get('/login/arrive')).location).toBe('/login/continue')
      expect(isSignedIn(browser)).toBe(false)
    }
  })

  test('asks before it takes the place of the one who is signed in', async ({ portico }) => {
    const browser = await victim(portico)
    const before = new Map(browser.cookies)
    await postHandoff(browser, await signHandoff(portico, { customer: await customerA(portico) }))
    await browser.get('/login/arrive')
    const question = await browser.get('/login/continue')
    expect(question.status).toBe(200)
    const { a } = await getTwoCustomers(portico)
    expect(question.text).toContain(a.marker)
    for (const [name, value] of before) expect(browser.cookies.get(name)).toBe(value)
    expect((await browser.get('/')).text).not.toContain(a.marker)
  })

  test('cannot be confirmed from another site, nor in the place of the one that was asked about', async ({
    portico,
  }) => {
    const browser = createHttpClient(portico.url)
    const customer = await customerA(portico)
    await postHandoff(browser, await signHandoff(portico, { customer, sub: 'user_first' }))
    const asked = (await browser.get('/login/continue')).text.match(/name="ticket" value="([^"]+)"/)?.[1] ?? ''
    expect(asked).not.toBe('')
    const fromElsewhere = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect((await browser.postForm('/login/continue/confirm', { ticket: asked }, fromElsewhere)).status).toBe(403)

    const { b } = await getTwoCustomers(portico)
    await postHandoff(browser, await signHandoff(portico, { customer: b.id, sub: 'user_second' }))
    expect((await browser.postForm('/login/continue/confirm', { ticket: asked })).location).toBe('/login/arrive')
    expect(isSignedIn(browser)).toBe(false)
    const again = (await browser.get('/login/continue')).text.match(/name="ticket" value="([^"]+)"/)?.[1] ?? ''
    expect((await browser.postForm('/login/continue/confirm', { ticket: again })).location).toBe('/')
    expect(isSignedIn(browser)).toBe(true)
  })
})

test('a token signed with either secret is believed, and a key set is not asked for one', async ({ portico }) => {
  const secrets = ['first-secret-of-a-roll-0123456789abcdef', 'second-secret-of-a-roll-0123456789abcdef']
  const address = await portico.startSecondInstance({ HANDOFF_SECRETS: secrets.join(',') })
  for (const secret of secrets) {
    const claims = freshClaims(portico, { customer: await customerA(portico) })
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret))
    const answer = await createHttpClient(portico.url, address).postJson('/login/handoffs', { token })
    expect(answer.status).toBe(201)
  }
})

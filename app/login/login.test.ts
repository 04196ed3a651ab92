import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findLogin } from '#lib/access/find-login.ts'
import { type AccessTest, type ClaimsToSign, createAccessTest, publicOrigin } from '#lib/access/testing.ts'
import { ticketReference } from '#lib/access/ticket.ts'
import { shareServices, TestBrowser } from './testing.ts'

let test: AccessTest
let globex: string
let browser: TestBrowser
beforeAll(async () => {
  test = await createAccessTest()
  globex = await test.createCustomer('Globex GmbH')
})
beforeEach(() => {
  shareServices(test.services)
  browser = new TestBrowser()
})
afterAll(() => test.close())

const sign = (claims = {}) => test.sign({ customer: globex, ...claims })
const own = { origin: publicOrigin, 'sec-fetch-site': 'same-origin' }
const signedIn = () => findLogin(test.services, browser.cookie('login'))

/** As the host app's backend would, with no cookie and no Origin. */
async function requestAddress(claims = {}): Promise<string> {
  const response = await new TestBrowser().postJson('/login/handoffs', { token: await sign(claims) })
  const { url } = (await response.json()) as { url: string }
  return url
}

async function confirm(headers: Record<string, string> = own) {
  const form = { ticket: ticketReference(browser.cookie('ticket')) }
  return browser.postForm('/login/continue/confirm', form, headers)
}

describe('POST /login/handoffs', () => {
  it('gives an address that lives a minute, to JSON and to a form', async () => {
    const byJson = await browser.postJson('/login/handoffs', { token: await sign() })
    const byForm = await browser.postForm('/login/handoffs', { token: await sign() })
    for (const response of [byJson, byForm]) {
      expect(response.status).toBe(201)
      expect(response.headers.get('cache-control')).toContain('no-store')
      const { url, expires_at } = (await response.json()) as { url: string; expires_at: number }
      expect(url).toMatch(new RegExp(`^${publicOrigin}/login/handoffs/[\\w-]{43}$`))
      expect(expires_at - Date.now() / 1000).toBeLessThanOrEqual(60)
    }
    expect(browser.cookie('login')).toBeUndefined()
  })

  it('names the claim that is missing, and does not repeat the token', async () => {
    const token = await sign({ customer: undefined })
    const response = await browser.postJson('/login/handoffs', { token })
    const { error } = (await response.json()) as { error: { code: string; field: string; message: string } }
    expect(response.status).toBe(401)
    expect(error).toMatchObject({ code: 'handoff_invalid', field: 'customer' })
    expect(error.message).toContain('The claim `customer` is missing')
    expect(JSON.stringify(error)).not.toContain(token)
  })

  it('takes a token once, and none at all as 401', async () => {
    const token = await sign()
    const post = (body: object) => browser.postJson('/login/handoffs', body).then(({ status }) => status)
    expect([await post({ token }), await post({ token }), await post({})]).toEqual([201, 401, 401])
  })
})

describe('GET /login/handoffs/:ticket', () => {
  it('uses nothing up and leads to a clean address', async () => {
    const url = await requestAddress()
    await browser.head(url)
    for (let visits = 0; visits < 2; visits++) {
      const response = await browser.get(url)
      expect([response.status, response.headers.get('location')]).toEqual([303, '/login/arrive'])
      expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    }
    await browser.get('/login/arrive')
    expect((await confirm()).status).toBe(303)
  })

  it('draws a page with 401 when it is unknown, used or too late', async () => {
    const used = await requestAddress()
    await browser.get(used)
    await confirm()
    const late = await requestAddress()
    test.advance(61)
    for (const url of ['/login/handoffs/x', used, late]) {
      const response = await browser.get(url)
      expect([response.status, response.headers.get('x-portico-draw')]).toEqual([401, '/problem/link_used_or_expired'])
    }
  })
})

describe('POST /login/handoff', () => {
  const hostile = { origin: 'null', 'sec-fetch-site': 'cross-site' }

  it('takes a form of any site, and signs nobody in by that alone', async () => {
    const response = await browser.postForm('/login/handoff', { token: await sign() }, hostile)
    expect([response.status, response.headers.get('location')]).toEqual([303, '/login/arrive'])
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    const arrived = await browser.get('/login/arrive')
    expect(arrived.headers.get('location')).toBe('/login/continue')
    expect(await signedIn()).toBeUndefined()
  })

  it('draws a page with 401 for a token that is used, late or bad', async () => {
    const used = await sign()
    await browser.postForm('/login/handoff', { token: used }, hostile)
    const issuedAt = Math.floor(test.services.now().getTime() / 1000) - 100
    const late = await sign({ iat: issuedAt, exp: issuedAt + 60 })
    for (const [token, code] of [
      [used, 'handoff_used'],
      [late, 'handoff_expired'],
      ['x.y.z', 'handoff_invalid'],
      ['', 'handoff_invalid'],
    ] as const) {
      const response = await browser.postForm('/login/handoff', { token }, hostile)
      expect([response.status, response.headers.get('x-portico-draw')]).toEqual([401, `/problem/${code}`])
    }
  })
})

describe('POST /login/continue/confirm', () => {
  it('signs in and goes where the host app said, with a login that scripts cannot read', async () => {
    await browser.get(await requestAddress({ return_to: '/plans' }))
    const response = await confirm()
    expect([response.status, response.headers.get('location')]).toEqual([303, '/plans'])
    const cookie = response.headers.getSetCookie().find((value) => value.startsWith('portico_login_3000='))
    expect(cookie).toMatch(/^portico_login_3000=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  it.each<Record<string, string>>([
    {},
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { origin: publicOrigin, 'sec-fetch-site': 'cross-site' },
  ])('refuses %j', async (headers) => {
    await browser.get(await requestAddress())
    expect((await confirm(headers)).status).toBe(403)
    expect(await signedIn()).toBeUndefined()
    expect((await confirm()).status).toBe(303)
  })

  it('asks again when another hand-over came in between', async () => {
    await browser.get(await requestAddress())
    const shown = ticketReference(browser.cookie('ticket'))
    const hooli = await test.createCustomer('Hooli Inc')
    await browser.postForm('/login/handoff', { token: await sign({ customer: hooli }) })
    const response = await browser.postForm('/login/continue/confirm', { ticket: shown }, own)
    expect(response.headers.get('location')).toBe('/login/arrive')
    expect(await signedIn()).toBeUndefined()
  })

  it('ends the login that the browser had', async () => {
    await browser.get(await requestAddress())
    await confirm()
    const before = browser.cookie('login')
    await browser.get(await requestAddress())
    await confirm()
    expect(browser.cookie('login')).not.toBe(before)
    expect(await findLogin(test.services, before)).toBeUndefined()
  })
})

describe('GET /login/arrive', () => {
  it('signs nobody in by what an address says', async () => {
    const query = `session_id=cs_test_1&customer=${globex}&ticket=${'t'.repeat(43)}&token=${await sign()}`
    for (const url of [`/login/arrive?${query}`, `/login/handoffs/x?${query}`]) {
      expect((await browser.get(url)).status).toBe(401)
      expect(browser.cookie('login')).toBeUndefined()
    }
  })

  it('uses nothing up on HEAD', async () => {
    await browser.get(await requestAddress())
    expect((await browser.head('/login/arrive')).status).toBe(204)
    expect((await browser.get('/login/arrive')).status).toBe(303)
  })

  it('draws a page for a customer whom Stripe does not know', async () => {
    await browser.get(await requestAddress({ customer: 'cus_nobody' }))
    const response = await browser.get('/login/arrive')
    expect([response.status, response.headers.get('x-portico-draw')]).toEqual([404, '/problem/customer_not_found'])
  })
})

describe('POST /login/sign-out', () => {
  it('ends the login at the server and clears the cookie', async () => {
    await browser.get(await requestAddress())
    await confirm()
    const token = browser.cookie('login')
    expect((await browser.postForm('/login/sign-out', {}, { origin: 'https://evil.example' })).status).toBe(403)
    expect(await signedIn()).toBeDefined()
    const response = await browser.postForm('/login/sign-out', {}, own)
    expect([response.status, response.headers.get('location')]).toEqual([303, '/login/signed-out'])
    expect(browser.cookie('login')).toBeUndefined()
    expect(await findLogin(test.services, token)).toBeUndefined()
  })

  it('ends every login of a person for the host app, and answers the same for one whom nobody knows', async () => {
    await browser.get(await requestAddress({ sub: 'user_leaving' }))
    await confirm()
    const backend = new TestBrowser()
    const signOut = async (claims: ClaimsToSign) =>
      backend.postJson('/login/sign-out', { token: await test.sign({ purpose: 'sign_out', ...claims }) })
    const response = await signOut({ sub: 'user_leaving' })
    expect([response.status, await response.text()]).toEqual([204, ''])
    expect(await signedIn()).toBeUndefined()
    expect((await signOut({ sub: 'user_nobody' })).status).toBe(204)
  })

  it('refuses a host app as a hand-over does', async () => {
    const backend = new TestBrowser()
    const token = await test.sign({ purpose: 'sign_out' })
    expect((await backend.postJson('/login/sign-out', { token })).status).toBe(204)
    for (const [refused, code] of [
      [token, 'handoff_used'],
      [await test.sign({}), 'handoff_invalid'],
      ['x.y.z', 'handoff_invalid'],
      ['', 'handoff_invalid'],
    ]) {
      const response = await backend.postJson('/login/sign-out', { token: refused })
      expect(response.status).toBe(401)
      expect(await response.json()).toMatchObject({ error: { code } })
    }
  })
})

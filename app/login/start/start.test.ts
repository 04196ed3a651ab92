import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findLogin } from '#lib/access/find-login.ts'
import { type AccessTest, createAccessTest } from '#lib/access/testing.ts'
import type { HandoffEnv } from '#lib/env.ts'
import { shareServices, TestBrowser } from '../testing.ts'

let test: AccessTest
let globex: string
let browser: TestBrowser
beforeAll(async () => {
  test = await createAccessTest()
  globex = await test.createCustomer('Globex GmbH')
})
beforeEach(() => {
  configure({})
  browser = new TestBrowser()
})
afterAll(() => test.close())

const configure = (handoff: Partial<HandoffEnv>) => shareServices(test.configured(handoff))
const signedIn = () => findLogin(test.services, browser.cookie('login'))

async function requestAddress(claims = {}): Promise<string> {
  const token = await test.sign({ customer: globex, ...claims })
  const response = await new TestBrowser().postJson('/login/handoffs', { token })
  const { url } = (await response.json()) as { url: string }
  return url
}

describe('a visit that begins at /login/start', () => {
  const hostSignInUrl = 'https://app.acme.example/sign-in?from=billing'

  async function start(path: string): Promise<string> {
    configure({ hostSignInUrl })
    const response = await browser.get(`/login/start?return_to=${encodeURIComponent(path)}`)
    expect(response.status).toBe(303)
    return response.headers.get('location') ?? ''
  }

  it('goes to the host app with state, and straight on from there', async () => {
    const url = new URL(await start('/invoices?page=2'))
    expect(url.href).toMatch(/^https:\/\/app\.acme\.example\/sign-in\?from=billing&/)
    expect(url.searchParams.get('return_to')).toBe('/invoices?page=2')
    await browser.get(await requestAddress({ nonce: url.searchParams.get('state') }))
    const response = await browser.get('/login/arrive')
    expect([response.status, response.headers.get('location')]).toEqual([303, '/invoices?page=2'])
    expect(await signedIn()).toMatchObject({ customerId: globex })
    expect([browser.cookie('ticket'), browser.cookie('visit')]).toEqual([undefined, undefined])
    expect((await browser.get('/login/arrive')).status).toBe(401)
  })

  it('is asked when the nonce is another, or the state of another browser', async () => {
    const state = new URL(await start('/')).searchParams.get('state')
    const began = browser
    for (const [visitor, nonce] of [
      [began, `${state}x`],
      [began, undefined],
      [new TestBrowser(), state],
    ] as const) {
      browser = visitor
      await browser.get(await requestAddress({ nonce }))
      expect((await browser.get('/login/arrive')).headers.get('location')).toBe('/login/continue')
      expect(await signedIn()).toBeUndefined()
    }
  })

  it.each(['//evil.example', '/\\evil.example', 'https:evil.example', 'javascript:alert(1)', `/${'a'.repeat(1500)}`])(
    'comes back to Home instead of %s',
    async (path) => {
      const url = new URL(await start(path))
      expect(url.searchParams.get('return_to')).toBe('/')
      await browser.get(await requestAddress({ nonce: url.searchParams.get('state'), return_to: path }))
      expect((await browser.get('/login/arrive')).headers.get('location')).toBe('/')
    },
  )

  it('goes to a page of ours where no host address is set', async () => {
    configure({ hostSignInUrl: undefined })
    const response = await browser.get('/login/start?return_to=%2Fplans')
    expect(response.headers.get('location')).toBe('/sign-in?return_to=%2Fplans')
  })
})

describe('GET /login/start', () => {
  it('clears the cookie of a login that is over', async () => {
    browser.plant('login', 'p'.repeat(43))
    await browser.get('/login/start')
    expect(browser.cookie('login')).toBeUndefined()
  })
})

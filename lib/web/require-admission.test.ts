import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptHandoff } from '#lib/access/accept-handoff.ts'
import { endLogin } from '#lib/access/end-login.ts'
import { findLogin } from '#lib/access/find-login.ts'
import { signInMember } from '#lib/access/sign-in-member.ts'
import { type AccessTest, createAccessTest, publicOrigin } from '#lib/access/testing.ts'
import { createOperatorLink } from '#lib/operators/create-operator-link.ts'
import { enterByLink } from '#lib/operators/enter-by-link.ts'
import { findOperatorLogin } from '#lib/operators/find-operator-login.ts'
import { asActor, type OperatorLogin } from '#lib/operators/operator.ts'
import { startPreview } from '#lib/previews/start-preview.ts'
import { limits } from '#lib/rate-limits/limits.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { runInRequestContext } from './request-context.ts'
import { requireAdmission } from './require-admission.ts'

let test: AccessTest
let globex: string
beforeAll(async () => {
  test = await createAccessTest()
  globex = await test.createCustomer('Globex GmbH')
  Object.assign(globalThis, { [Symbol.for('portico.services')]: test.services })
})
afterAll(() => test.close())

interface SignedIn {
  token: string
  reference: string
}

async function signIn(role: string): Promise<SignedIn> {
  const handedOver = await acceptHandoff(
    test.services,
    await test.sign({ customer: globex, role, sub: `user_${role}` }),
  )
  const { token } = await signInMember(test.services, { ticket: handedOver.sealed, previousToken: undefined })
  const login = await findLogin(test.services, token)
  return { token, reference: login?.id ?? '' }
}

interface Sent {
  token?: string
  headers?: Record<string, string>
  body?: URLSearchParams | FormData | string
}

function post({ token, headers, body }: Sent): Request {
  return new Request(`${publicOrigin}/api/anything`, {
    method: 'POST',
    headers: { origin: publicOrigin, ...(token && { cookie: `portico_login_3000=${token}` }), ...headers },
    body,
  })
}

function requireChange(request: Request) {
  const context = { requestId: 'r1', nonce: 'n', ip: '127.0.0.1', path: '/api/anything' }
  return runInRequestContext(context, () => requireAdmission(request))
}

describe('requireAdmission', () => {
  it('lets an owner change what the page was drawn for, by header and by either kind of form', async () => {
    const { token, reference } = await signIn('owner')
    const multipart = new FormData()
    multipart.set('login', reference)
    for (const sent of [
      { token, headers: { 'portico-login': reference } },
      { token, body: new URLSearchParams({ login: reference, flow: 'x' }) },
      { token, body: multipart },
    ])
      expect(await requireChange(post(sent))).toMatchObject({
        login: { id: reference, customerId: globex },
        resolved: { revision: 0, override: undefined },
      })
  })

  it('leaves the body for the route to read', async () => {
    const { token, reference } = await signIn('billing')
    const request = post({ token, body: new URLSearchParams({ login: reference, flow: 'x' }) })
    await requireChange(request)
    expect(await request.text()).toContain('flow=x')
  })

  it('has enough of a login that never stops', async () => {
    const { token, reference } = await signIn('billing')
    const ask = () => requireChange(post({ token, headers: { 'portico-login': reference } }))
    for (let asked = 0; asked < limits.change_by_login.burst; asked += 1) await ask()
    await expect(Promise.all(Array.from({ length: 20 }, ask))).rejects.toMatchObject({
      code: 'rate_limited',
      status: 429,
      retryAfterSeconds: 1,
    })
  })

  it('counts whoever waits once, and admits them again by what holds then', async () => {
    const { token, reference } = await signIn('billing')
    const request = post({ token, headers: { 'portico-login': reference } })
    const { admitAgain } = await requireChange(request)
    // More often than the limit of a login would let them.
    for (let asked = 0; asked < limits.change_by_login.burst + 50; asked += 1)
      expect((await admitAgain()).login.id).toBe(reference)
    await endLogin(test.services, token)
    await expect(admitAgain()).rejects.toMatchObject({ code: 'sign_in_required' })
  })

  it('refuses a page that was drawn for another login, or for none', async () => {
    const [mine, theirs] = [await signIn('owner'), await signIn('billing')]
    const sent: Sent[] = [
      { headers: { 'portico-login': theirs.reference } },
      { body: new URLSearchParams({ login: theirs.reference }) },
      { body: new URLSearchParams({ flow: 'x' }) },
      { body: '{}', headers: { 'content-type': 'application/json' } },
      { headers: { 'portico-login': '' } },
    ]
    for (const more of sent)
      await expect(requireChange(post({ token: mine.token, ...more }))).rejects.toMatchObject({
        code: 'login_mismatch',
        status: 409,
        message: 'You are now signed in for Globex GmbH. Nothing was done.',
      })
  })

  it('lets a viewer change nothing', async () => {
    const { token, reference } = await signIn('viewer')
    const request = () => post({ token, headers: { 'portico-login': reference } })
    await expect(requireChange(request())).rejects.toMatchObject({ code: 'role_not_allowed', status: 403 })
  })

  it('refuses a POST of another origin before it looks at the login', async () => {
    const { token, reference } = await signIn('owner')
    for (const origin of ['https://evil.example', 'null', `${publicOrigin}.evil.example`])
      await expect(
        requireChange(post({ token, headers: { origin, 'portico-login': reference } })),
      ).rejects.toMatchObject({ code: 'origin_not_allowed', status: 403 })
  })

  it('refuses who is not signed in, or no longer', async () => {
    const { token, reference } = await signIn('owner')
    await endLogin(test.services, token)
    for (const cookie of [undefined, 'x', token])
      await expect(
        requireChange(post({ token: cookie, headers: { 'portico-login': reference } })),
      ).rejects.toMatchObject({ code: 'sign_in_required', status: 401 })
  })

  it('lets nobody change anything while their browser shows an operator’s preview, a member’s own login included', async () => {
    const { token, reference } = await signIn('owner')
    const operator = await previewAs('viewer@acme.example')
    const cookie = `portico_login_3000=${token}; portico_operator_3000=${operator}`
    const tries: Sent[] = [
      { headers: { cookie: `portico_operator_3000=${operator}`, 'portico-login': reference } },
      { headers: { cookie, 'portico-login': reference } },
      { headers: { cookie }, body: new URLSearchParams({ login: reference }) },
    ]
    for (const sent of tries)
      await expect(requireChange(post(sent))).rejects.toMatchObject({ code: 'preview_read_only' })
  })
})

/** @returns the cookie of an operator who looks at Globex' pages */
async function previewAs(email: string): Promise<string> {
  const { url } = await createOperatorLink(test.services, { email, role: 'viewer' })
  const request = { ip: '192.0.2.1', requestId: 'r1' }
  const link = url.split('/').at(-1) ?? ''
  const token = await enterByLink(test.services, { token: link, previousLogin: undefined, request })
  const login = (await findOperatorLogin(test.services, token)) as OperatorLogin
  const scope = await getScope(test.services)
  await startPreview(test.services, { scope, actor: asActor(login.operator), request, login, customer: globex })
  return token
}

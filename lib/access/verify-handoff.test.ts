import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Env, type HandoffEnv, readEnv } from '#lib/env.ts'
import { type ClaimsToSign, freshClaims, handoffSecret, publicOrigin, signHandoff } from './testing.ts'
import { verifyHandoff } from './verify-handoff.ts'

const variables = {
  DATABASE_URL: 'postgres://nobody@127.0.0.1/nothing',
  STRIPE_SECRET_KEY: 'sk_test_ofThisVeryTest',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_ofThisVeryTest',
  PORTICO_URL: publicOrigin,
}
const oldSecret = 'the-secret-of-before-that-is-rolled'
const now = new Date('2026-11-21T12:00:00Z')
const base = freshClaims(now)
const iat = now.getTime() / 1000

function verify(token: string, handoff: Partial<HandoffEnv> = {}) {
  const known = { secrets: [handoffSecret, oldSecret], jwksUrl: undefined, issuer: 'acme', hostSignInUrl: undefined }
  const env: Env = { ...readEnv(variables), handoff: { ...known, ...handoff } }
  return verifyHandoff({ env, now: () => now }, token)
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token as only a forger would make it: any header, over it a right HMAC of any key. */
function forge(header: object, payload: unknown = base, key: string | Buffer = handoffSecret): string {
  const signed = `${part(header)}.${part(payload)}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}

const published = await generateKeyPair('RS256', { extractable: true })
const elliptic = await generateKeyPair('ES256', { extractable: true })
const foreign = await generateKeyPair('RS256', { extractable: true })
const spki = await exportSPKI(published.publicKey)
let server: Server
let jwksUrl: string
let fetched: string[] = []

beforeAll(async () => {
  const keys = [
    { ...(await exportJWK(published.publicKey)), kid: 'rsa', alg: 'RS256', use: 'sig' },
    { ...(await exportJWK(elliptic.publicKey)), kid: 'ec', alg: 'ES256', use: 'sig' },
    { kty: 'oct', kid: 'oct', k: Buffer.from(spki).toString('base64url'), alg: 'HS256' },
  ]
  server = createServer((request, response) => {
    fetched.push(request.url ?? '')
    if (request.url !== '/jwks') return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const signWith = (key: CryptoKey, header: { alg: string; kid?: string }, claims = base) =>
  new SignJWT(claims).setProtectedHeader(header).sign(key)

describe('verifyHandoff', () => {
  it('believes either secret during a roll, and gives the claims', async () => {
    for (const secret of [handoffSecret, oldSecret])
      expect(await verify(await signHandoff(base, secret))).toMatchObject({ customer: 'cus_globex', role: 'owner' })
    expect(await verify(await signHandoff(base, handoffSecret, { typ: 'JWT', kid: '../../etc/passwd' }))).toBeTruthy()
  })

  it('believes the keys of the JWKS address, whatever kind they are', async () => {
    const byRsa = await signWith(published.privateKey, { alg: 'RS256', kid: 'rsa' })
    const byEc = await signWith(elliptic.privateKey, { alg: 'ES256', kid: 'ec' })
    expect(await verify(byRsa, { jwksUrl, secrets: [] })).toMatchObject({ sub: 'user_ada' })
    expect(await verify(byEc, { jwksUrl })).toMatchObject({ sub: 'user_ada' })
  })

  it('says that nothing is configured', async () => {
    await expect(verify('x', { secrets: [] })).rejects.toMatchObject({ code: 'handoff_not_configured', status: 503 })
  })

  it('says that the keys cannot be read, rather than that the token is wrong', async () => {
    const token = await signWith(published.privateKey, { alg: 'RS256', kid: 'rsa' })
    for (const unreadable of ['http://127.0.0.1:1/jwks', jwksUrl.replace('/jwks', '/elsewhere')])
      await expect(verify(token, { jwksUrl: unreadable })).rejects.toMatchObject({
        code: 'handoff_keys_unavailable',
        status: 503,
      })
  })
})

const headerForgeries: [why: string, token: string | Promise<string>][] = [
  ['no algorithm at all', `${part({ alg: 'none' })}.${part(base)}.`],
  ['none with a signature', forge({ alg: 'none' })],
  ['None in another case', forge({ alg: 'nOnE' })],
  ['no alg', forge({ typ: 'JWT' })],
  ['alg that is not a string', forge({ alg: ['HS256'] })],
  ['HS384, which we do not take', forge({ alg: 'HS384' })],
  ['RS256 over an HMAC', forge({ alg: 'RS256' })],
  ['a public key used as a secret', forge({ alg: 'HS256' }, base, spki)],
  ['the secret of nobody', forge({ alg: 'HS256' }, base, 'x')],
  ['an empty secret', forge({ alg: 'HS256' }, base, '')],
  ['a path as kid and an empty key', forge({ alg: 'HS256', kid: '../../../../dev/null' }, base, '')],
  ['SQL as kid', forge({ alg: 'HS256', kid: "x' union select 'k" }, base, 'k')],
  ['jku', forge({ alg: 'HS256', jku: 'http://127.0.0.1:9/evil' })],
  ['x5u', forge({ alg: 'HS256', x5u: 'http://127.0.0.1:9/evil' })],
  ['x5c', forge({ alg: 'HS256', x5c: ['MIIB'] })],
  ['jwk', forge({ alg: 'HS256', jwk: { kty: 'oct', k: 'eA' } })],
  ['crit', forge({ alg: 'HS256', crit: ['exp'] })],
  ['unencoded payload', forge({ alg: 'HS256', b64: false, crit: ['b64'] })],
  ['typ of an access token', forge({ alg: 'HS256', typ: 'at+jwt' })],
  ['typ that is not a string', forge({ alg: 'HS256', typ: 1 })],
  ['an array as header', forge(['HS256'])],
  ['a header that is not JSON', `e30x.${part(base)}.eA`],
  ['two parts', `${part({ alg: 'HS256' })}.${part(base)}`],
  ['five parts, as an encrypted one has', 'a.b.c.d.e'],
  ['white space', signHandoff(base).then((token) => `${token} `)],
  ['a changed signature', signHandoff(base).then((token) => `${token.slice(0, -4)}AAAA`)],
  ['a changed payload', signHandoff(base).then((token) => swapPayload(token, { ...base, role: 'viewer' }))],
  ['nothing', ''],
  ['4 KB and more', signHandoff({ ...base, more: 'x'.repeat(4096) })],
  ['a megabyte', 'a'.repeat(1 << 20)],
]

function swapPayload(token: string, payload: object) {
  const [header, , signature] = token.split('.')
  return `${header}.${part(payload)}.${signature}`
}

describe('verifyHandoff against forged tokens', () => {
  it.each(headerForgeries)('refuses %s', async (_why, token) => {
    const refusal = await verify(await token).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'handoff_invalid', status: 401 })
    if (await token) expect((refusal as Error).message).not.toContain(await token)
  })

  it('never mixes up secrets and published keys', async () => {
    const token = await signWith(published.privateKey, { alg: 'RS256', kid: 'rsa' })
    await expect(verify(token)).rejects.toMatchObject({ code: 'handoff_invalid', message: /it wants to be HS256\./ })
    const hmacs = [forge({ alg: 'HS256' }), forge({ alg: 'HS256', kid: 'oct' }, base, spki)]
    for (const hmac of hmacs)
      await expect(verify(hmac, { jwksUrl, secrets: [] })).rejects.toMatchObject({ code: 'handoff_invalid' })
    await expect(verify(forge({ alg: 'HS256', kid: 'rsa' }, base, spki), { jwksUrl })).rejects.toMatchObject({
      code: 'handoff_invalid',
    })
  })

  it('takes no key that is not published, and follows no kid out of the key set', async () => {
    fetched = []
    const byForeign = await signWith(foreign.privateKey, { alg: 'RS256', kid: 'rsa' })
    const elsewhere = await signWith(foreign.privateKey, { alg: 'RS256', kid: '../elsewhere' })
    for (const token of [byForeign, elsewhere])
      await expect(verify(token, { jwksUrl })).rejects.toMatchObject({ code: 'handoff_invalid' })
    expect(fetched.filter((url) => url !== '/jwks')).toEqual([])
  })
})

const without = (claim: string): ClaimsToSign =>
  Object.fromEntries(Object.entries(base).filter(([name]) => name !== claim))

const wrongClaims: [claim: string, change: ClaimsToSign][] = [
  ['iss', { iss: 'someone-else' }],
  ['iss', { iss: '' }],
  ['aud', { aud: 'https://evil.example' }],
  ['aud', { aud: `${publicOrigin}/` }],
  ['aud', { aud: [] }],
  ['sub', { sub: 'x'.repeat(256) }],
  ['sub', { sub: 1 }],
  ['jti', { jti: '' }],
  ['jti', { jti: 'a\0b' }],
  ['iat', { iat: String(iat) }],
  ['iat', { iat: iat + 31, exp: iat + 60 }],
  ['exp', { exp: iat + 61 }],
  ['exp', { exp: iat }],
  ['exp', { exp: iat * 1000 }],
  ['exp', { exp: 1e308 }],
  ['nbf', { nbf: iat + 31 }],
  ['nbf', { nbf: 'now' }],
  ['customer', { customer: 'globex' }],
  ['customer', { customer: ['cus_globex'] }],
  ['customer', { customer: 'cus_a/../cus_b' }],
  ['role', { role: 'admin' }],
  ['role', { role: ['owner'] }],
  ['email', { email: 'ada@x.example\r\nBcc: all@x.example' }],
  ['email', { email: 'ada' }],
  ['name', { name: `Ada${String.fromCharCode(27)}[31m` }],
  ['name', { name: 'x'.repeat(201) }],
  ['locale', { locale: 'en; drop' }],
  ['return_to', { return_to: `/${'x'.repeat(2000)}` }],
  ['nonce', { nonce: 'x'.repeat(201) }],
]

describe('verifyHandoff on the claims', () => {
  it.each(['iss', 'aud', 'sub', 'jti', 'iat', 'exp', 'customer', 'role'])(
    'names the missing claim %s',
    async (claim) => {
      await expect(verify(await signHandoff(without(claim)))).rejects.toMatchObject({
        code: 'handoff_invalid',
        field: claim,
        detail: expect.stringContaining(`The claim \`${claim}\` is missing: `),
      })
    },
  )

  it.each(wrongClaims)('names the wrong claim %s: %j', async (claim, change) => {
    await expect(verify(await signHandoff({ ...base, ...change }))).rejects.toMatchObject({
      code: 'handoff_invalid',
      field: claim,
      detail: expect.stringContaining(`The claim \`${claim}\` is not right: `),
    })
  })

  it('never says what a claim held', async () => {
    const marker = randomUUID()
    const refusal = await verify(await signHandoff({ ...base, role: marker })).catch((error: Error) => error)
    expect((refusal as Error).message).not.toContain(marker)
  })

  it.each([
    ['a clock 30 s ahead', { iat: iat + 30, exp: iat + 90 }],
    ['a clock 29 s behind', { iat: iat - 89, exp: iat - 29 }],
    ['nbf within the difference', { nbf: iat + 30 }],
    ['several audiences', { aud: ['https://other.example', publicOrigin] }],
    ['null where nothing is known', { email: null, name: null, locale: null }],
  ])('allows %s', async (_why, change) => {
    expect(await verify(await signHandoff({ ...base, ...change }))).toBeTruthy()
  })

  it('says that a token is too old from 30 s after its end', async () => {
    const old = await signHandoff({ ...base, iat: iat - 90, exp: iat - 30 })
    await expect(verify(old)).rejects.toMatchObject({ code: 'handoff_expired', status: 401 })
  })

  it.each(['null', '"text"', '[]', '42', '{'])('refuses %s for a payload', async (payload) => {
    const signed = `${part({ alg: 'HS256' })}.${Buffer.from(payload).toString('base64url')}`
    const signature = createHmac('sha256', handoffSecret).update(signed).digest('base64url')
    await expect(verify(`${signed}.${signature}`)).rejects.toMatchObject({ code: 'handoff_invalid' })
  })
})

import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptHandoff } from '#lib/access/accept-handoff.ts'
import { signOutByHost } from '#lib/access/sign-out-by-host.ts'
import { type AccessTest, type ClaimsToSign, createAccessTest, signHandoff } from '#lib/access/testing.ts'
import { judgeHandoff } from './judge-handoff.ts'

let test: AccessTest
let globex: string
beforeAll(async () => {
  test = await createAccessTest()
  globex = await test.createCustomer('Globex GmbH')
})
afterAll(() => test.close())

const sign = (claims: ClaimsToSign = {}) => test.sign({ customer: globex, ...claims })
const judge = async (token: string, services = test.services) =>
  Object.fromEntries((await judgeHandoff(services, token)).map((finding) => [finding.name, finding]))

describe('judgeHandoff', () => {
  it('finds nothing wrong with a good token, and uses nothing up', async () => {
    const token = await sign({ return_to: '/invoices' })
    for (const _round of [1, 2]) {
      const findings = await judge(token)
      expect(Object.values(findings).filter(({ state }) => state !== 'ok')).toEqual([])
      expect(findings.Header?.says).toBe('alg is HS256.')
      expect(findings.customer?.says).toBe(`${globex}, Globex GmbH.`)
    }
    await acceptHandoff(test.services, token)
    expect((await judge(token)).jti).toMatchObject({ state: 'todo', says: 'This one was taken already.' })
  })

  it('says that the person was signed out when the token was signed, or after that', async () => {
    const iat = Math.floor(Date.now() / 1000)
    const signed = { sub: 'signed out', iat, exp: iat + 60 }
    const token = await sign({ ...signed, purpose: 'sign_out', jti: 'the sign-out' })
    await signOutByHost(test.services, { token, request: null })
    const findings = await judge(await sign(signed))
    expect(findings.iat).toMatchObject({ state: 'todo', says: expect.stringContaining('signed the person out') })
    expect((await judge(await sign({ ...signed, iat: iat + 1 }))).iat).toMatchObject({ state: 'ok' })
  })

  it('shows marks that turn the direction of words as what they are', async () => {
    const findings = await judge(await sign({ sub: 'user\u202ecod.exe' }))
    expect(findings.sub?.says).toBe('It is "user\\u202ecod.exe".')
  })

  it('judges every claim, not the first wrong one alone', async () => {
    const iat = Math.floor(Date.now() / 1000)
    const findings = await judge(
      await sign({
        iss: undefined,
        aud: 'http://elsewhere',
        role: 'admin',
        exp: iat + 3600,
        return_to: '//evil.example',
      }),
    )
    expect(findings.iss).toMatchObject({ state: 'broken', says: 'It is missing.' })
    expect(findings.aud).toMatchObject({ state: 'broken', says: 'It is "http://elsewhere".' })
    expect(findings.aud?.todo).toContain(test.services.env.publicOrigin)
    expect(findings.role?.todo).toContain('owner, billing, viewer')
    expect(findings.exp).toMatchObject({ state: 'broken' })
    expect(findings.return_to).toMatchObject({ state: 'broken' })
    expect(findings.Verdict).toMatchObject({ state: 'broken', says: expect.stringContaining('iss, aud, exp, role') })
  })

  it('says how far the clocks are apart', async () => {
    const now = Math.floor(Date.now() / 1000)
    const ahead = await judge(await sign({ iat: now + 20, exp: now + 60 }))
    expect(ahead.iat).toMatchObject({ state: 'ok', says: expect.stringMatching(/(19|20|21) s from now .* is ahead/) })
    const farAhead = await judge(await sign({ iat: now + 300, exp: now + 360 }))
    expect(farAhead.iat).toMatchObject({ state: 'broken', todo: expect.stringContaining('compare the clocks') })
  })

  it('takes a token that was pasted late for what it is', async () => {
    const now = Math.floor(Date.now() / 1000)
    const findings = await judge(await sign({ iat: now - 200, exp: now - 140 }))
    expect(findings.exp?.says).toMatch(/^It ended 1(39|40|41) s ago/)
    expect(findings.Verdict).toMatchObject({ state: 'todo' })
  })

  it('judges the claims of a token whose signature does not fit, too', async () => {
    const claims = { iss: 'acme', aud: 'http://elsewhere' }
    const findings = await judge(await signHandoff(claims, 'a-secret-that-nobody-here-knows-of'))
    expect(findings.Signature).toMatchObject({ state: 'broken', todo: expect.stringContaining('very characters') })
    expect(findings.aud).toMatchObject({ state: 'broken' })
  })

  it('says that a customer is unknown at Stripe, and that a key is for another algorithm', async () => {
    expect((await judge(await sign({ customer: 'cus_nobody' }))).customer).toMatchObject({ state: 'broken' })
    const published = test.configured({ secrets: [], jwksUrl: 'http://127.0.0.1:1/jwks' })
    expect((await judge(await sign(), published)).Header).toMatchObject({ state: 'broken', says: /RS256/ })
  })

  it.each(['', 'not a token', 'a.b', 'x'.repeat(5000)])('says of %s that it is no token', async (text) => {
    expect(await judgeHandoff(test.services, text)).toMatchObject([{ name: 'Token', state: 'broken' }])
  })

  it('says that nothing verifies tokens yet', async () => {
    const findings = await judgeHandoff(test.configured({ secrets: [] }), await sign())
    expect(findings).toMatchObject([{ state: 'broken', todo: expect.stringContaining('HANDOFF_SECRETS') }])
  })

  it('keeps nothing of the token', async () => {
    const countRows = async () =>
      (
        await test.services.database.execute(
          sql`select (select count(*) from handoff_tickets) + (select count(*) from handoff_tokens) + (select count(*) from audit_entries) as count`,
        )
      ).rows
    const before = await countRows()
    await judgeHandoff(test.services, await sign())
    expect(await countRows()).toEqual(before)
  })
})

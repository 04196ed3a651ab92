import { generateKeyPairSync } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createToken } from '#lib/access/token.ts'
import { disableOperator } from '#lib/operators/disable-operator.ts'
import { findOperatorLogin } from '#lib/operators/find-operator-login.ts'
import { createTestServices, type TestServices } from '#lib/testing.ts'
import { askForPasskey } from './ask-for-passkey.ts'
import type { Authenticator, Differences } from './authenticator.testing.ts'
import { signInByPasskey } from './sign-in-by-passkey.ts'
import { addTestPasskey, auditOf, lastAuditRow, newAuthenticator, signInByLink, testRequest } from './testing.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
  await signInByLink(test.services, 'another-owner@acme.example')
})
afterAll(() => test.close())

async function makeOperator(email: string) {
  const authenticator = newAuthenticator(test.services)
  const signedIn = await addTestPasskey(test.services, await signInByLink(test.services, email), authenticator)
  return { authenticator, ...signedIn }
}

async function signIn(authenticator: Authenticator, differences: Differences = {}, previousLogin?: string) {
  const { token: visit } = createToken()
  const { challenge } = await askForPasskey(test.services, visit)
  const credential = authenticator.get(challenge, differences)
  return signInByPasskey(test.services, { credential, visit, previousLogin, request: testRequest })
}

describe('askForPasskey', () => {
  it('names nobody, so that whoever is known may answer', async () => {
    const options = await askForPasskey(test.services, 'a visit')
    expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required' })
    expect(options.allowCredentials).toBeUndefined()
  })
})

describe('signInByPasskey', () => {
  it('opens a stepped-up login, ends the one that the browser had, and says so on record', async () => {
    const { authenticator, token: before, login } = await makeOperator('dana@acme.example')
    const token = await signIn(authenticator, {}, before)
    expect(await findOperatorLogin(test.services, token)).toMatchObject({
      operator: { id: login.operator.id },
      steppedUpAt: expect.any(Date),
      hasPasskey: true,
    })
    expect(await findOperatorLogin(test.services, before)).toBeUndefined()
    const { rows } = await test.services.database.execute(
      sql`select after from audit_entries where action = 'operator.signed_in' and subject = 'dana@acme.example' order by id desc limit 1`,
    )
    expect(rows).toEqual([{ after: { with: 'passkey', name: 'Laptop' } }])
  })

  it('takes one answer once, however many come at once', async () => {
    const { authenticator } = await makeOperator('once@acme.example')
    const { token: visit } = createToken()
    const { challenge } = await askForPasskey(test.services, visit)
    const input = { credential: authenticator.get(challenge), visit, previousLogin: undefined, request: testRequest }
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => signInByPasskey(test.services, input)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'passkey_expired' })
  })

  it('refuses an answer in another browser than the one that was asked', async () => {
    const { authenticator } = await makeOperator('browser@acme.example')
    const { challenge } = await askForPasskey(test.services, createToken().token)
    for (const visit of ['', createToken().token]) {
      const credential = authenticator.get(challenge)
      await expect(
        signInByPasskey(test.services, { credential, visit, previousLogin: undefined, request: testRequest }),
      ).rejects.toMatchObject({ code: 'passkey_expired' })
    }
  })

  it.each<[string, Differences]>([
    ['for another site', { origin: 'https://evil.example' }],
    ['for another relying party', { rpId: 'evil.example' }],
    ['in another ceremony', { type: 'webauthn.create' }],
    ['without verifying the person', { isUserVerified: false }],
    ['by another key', { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }],
    ['for somebody else', { userHandle: 'AAAAAAAAAAAAAAAAAAAAAA' }],
  ])('refuses what was signed %s', async (what, differences) => {
    const { authenticator } = await makeOperator(`${what.replaceAll(' ', '-')}@acme.example`)
    await expect(signIn(authenticator, differences)).rejects.toMatchObject({ code: 'passkey_refused', status: 401 })
  })

  it('refuses a counter that does not grow, as that of a copied key', async () => {
    const { authenticator } = await makeOperator('counter@acme.example')
    await signIn(authenticator, { counter: 7 })
    for (const counter of [7, 6, 0])
      await expect(signIn(authenticator, { counter })).rejects.toMatchObject({ code: 'passkey_refused' })
    await expect(signIn(authenticator, { counter: 8 })).resolves.toBeTruthy()
  })

  it('takes an authenticator that does not count', async () => {
    const { authenticator } = await makeOperator('uncounted@acme.example')
    await signIn(authenticator, { counter: 0 })
    await expect(signIn(authenticator, { counter: 0 })).resolves.toBeTruthy()
  })

  it('refuses a passkey that nobody added, and an operator who was disabled', async () => {
    await expect(signIn(newAuthenticator(test.services))).rejects.toMatchObject({ code: 'passkey_unknown' })
    expect(await lastAuditRow(test.services)).toEqual({
      action: 'passkey.sign_in_refused',
      actor_name: null,
      after: { code: 'passkey_unknown' },
    })
    const { authenticator, login } = await makeOperator('gone@acme.example')
    await disableOperator(test.services, { ...auditOf(login), operatorId: login.operator.id })
    await expect(signIn(authenticator)).rejects.toMatchObject({ code: 'operator_disabled' })
  })
})

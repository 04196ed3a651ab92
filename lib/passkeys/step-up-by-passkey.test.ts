import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findOperatorLogin } from '#lib/operators/find-operator-login.ts'
import { hasSteppedUp } from '#lib/operators/operator.ts'
import { createTestServices, type TestServices } from '#lib/testing.ts'
import { askForOwnPasskey } from './ask-for-passkey.ts'
import { stepUpByPasskey } from './step-up-by-passkey.ts'
import { addTestPasskey, auditOf, getLogin, lastAuditRow, newAuthenticator, signInByLink } from './testing.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
})
afterAll(() => test.close())

const later = (minutes: number) => ({ ...test.services, now: () => new Date(Date.now() + minutes * 60_000) })

async function makeOperator(email: string) {
  const authenticator = newAuthenticator(test.services)
  const signedIn = await addTestPasskey(test.services, await signInByLink(test.services, email), authenticator)
  return { authenticator, ...signedIn }
}

describe('stepUpByPasskey', () => {
  it('gives the login ten more minutes under a new token, which the old one does not get', async () => {
    const { authenticator, token: before, login } = await makeOperator('dana@acme.example')
    const services = later(11)
    expect(hasSteppedUp(login, services.now())).toBe(false)
    const { challenge, allowCredentials } = await askForOwnPasskey(services, login)
    expect(allowCredentials).toHaveLength(1)
    const token = await stepUpByPasskey(services, {
      ...auditOf(login),
      login,
      credential: authenticator.get(challenge),
    })

    const after = await getLogin(services, token)
    expect(after.id).toBe(login.id)
    expect(hasSteppedUp(after, later(20.9).now())).toBe(true)
    expect(hasSteppedUp(after, later(21.1).now())).toBe(false)
    expect(await findOperatorLogin(services, before)).toBeUndefined()
  })

  it('refuses the passkey of somebody else', async () => {
    const dana = await makeOperator('dana2@acme.example')
    const eve = await makeOperator('eve@acme.example')
    const { challenge } = await askForOwnPasskey(test.services, dana.login)
    const credential = eve.authenticator.get(challenge)
    await expect(
      stepUpByPasskey(test.services, { ...auditOf(dana.login), login: dana.login, credential }),
    ).rejects.toMatchObject({ code: 'passkey_refused' })
    expect(await lastAuditRow(test.services)).toEqual({
      action: 'passkey.step_up_refused',
      actor_name: dana.login.operator.name,
      after: { code: 'passkey_refused' },
    })
  })

  it('refuses what another login was asked', async () => {
    const { authenticator, login } = await makeOperator('dana3@acme.example')
    const other = await signInByLink(test.services, 'dana3@acme.example')
    const { challenge } = await askForOwnPasskey(test.services, other.login)
    await expect(
      stepUpByPasskey(test.services, { ...auditOf(login), login, credential: authenticator.get(challenge) }),
    ).rejects.toMatchObject({ code: 'passkey_expired' })
  })
})

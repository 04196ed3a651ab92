import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findOperatorLogin } from '#lib/operators/find-operator-login.ts'
import { createTestServices, type TestServices } from '#lib/testing.ts'
import { addPasskey } from './add-passkey.ts'
import { askForNewPasskey } from './ask-for-new-passkey.ts'
import { listPasskeys } from './list-passkeys.ts'
import { addTestPasskey, auditOf, newAuthenticator, signInByLink } from './testing.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
})
afterAll(() => test.close())

const later = (minutes: number) => ({ ...test.services, now: () => new Date(Date.now() + minutes * 60_000) })

const namesOf = async (operatorId: string, by: Parameters<typeof listPasskeys>[1]['by']) =>
  (await listPasskeys(test.services, { operatorId, by })).map(({ name }) => name)

describe('askForNewPasskey', () => {
  it('asks for a discoverable key that verifies its person, and for none that is known', async () => {
    const first = await signInByLink(test.services, 'ask@acme.example')
    const authenticator = newAuthenticator(test.services)
    expect(await askForNewPasskey(test.services, first.login)).toMatchObject({
      rp: { id: 'localhost', name: 'Portico' },
      user: { name: 'ask@acme.example' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [],
    })
    const { login } = await addTestPasskey(test.services, first, authenticator)
    expect((await askForNewPasskey(test.services, login)).excludeCredentials).toHaveLength(1)
  })

  it('keeps no challenge, only its hash', async () => {
    const { login } = await signInByLink(test.services, 'hash@acme.example')
    const { challenge } = await askForNewPasskey(test.services, login)
    const { rows } = await test.services.database.execute(sql`select c::text as row from passkey_challenges c`)
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(challenge)
  })
})

describe('addPasskey', () => {
  it('adds several to a person, says so on record, and gives the login another token each time', async () => {
    const first = await signInByLink(test.services, 'several@acme.example')
    expect(first.login.hasPasskey).toBe(false)
    const second = await addTestPasskey(test.services, first, newAuthenticator(test.services), { name: 'Laptop' })
    const third = await addTestPasskey(test.services, second, newAuthenticator(test.services), { name: 'Phone' })
    expect(await findOperatorLogin(test.services, first.token)).toBeUndefined()
    expect(await findOperatorLogin(test.services, second.token)).toBeUndefined()
    expect(third.login).toMatchObject({ id: first.login.id, hasPasskey: true })
    expect(await namesOf(first.login.operator.id, third.login.operator)).toEqual(['Laptop', 'Phone'])
    const { rows } = await test.services.database.execute(
      sql`select after from audit_entries where action = 'passkey.added' and subject = 'several@acme.example' order by id`,
    )
    expect(rows).toEqual([{ after: { name: 'Laptop' } }, { after: { name: 'Phone' } }])
  })

  it('refuses a login that proved nothing for ten minutes', async () => {
    const signedIn = await signInByLink(test.services, 'late@acme.example')
    await expect(addTestPasskey(later(10.1), signedIn, newAuthenticator(test.services))).rejects.toMatchObject({
      code: 'step_up_required',
    })
    await expect(addTestPasskey(later(9.9), signedIn, newAuthenticator(test.services))).resolves.toBeTruthy()
  })

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port of this host', { origin: 'http://localhost:1' }],
    ['another relying party', { rpId: 'evil.example' }],
    ['a ceremony of another kind', { type: 'webauthn.get' }],
    ['an authenticator that did not verify its person', { isUserVerified: false }],
  ])('refuses what was made for %s', async (what, differences) => {
    const signedIn = await signInByLink(test.services, `${what.replaceAll(' ', '-')}@acme.example`)
    const adding = addTestPasskey(test.services, signedIn, newAuthenticator(test.services), differences)
    await expect(adding).rejects.toMatchObject({ code: 'passkey_refused', status: 401 })
    expect(await namesOf(signedIn.login.operator.id, signedIn.login.operator)).toEqual([])
  })

  it('refuses a challenge that was used, is of another login, of another purpose, or too old', async () => {
    const { login } = await signInByLink(test.services, 'once@acme.example')
    const other = await signInByLink(test.services, 'other@acme.example')
    const authenticator = newAuthenticator(test.services)
    const add = (challenge: string, services = test.services) =>
      addPasskey(services, { ...auditOf(login), login, name: 'x', credential: authenticator.create(challenge) })

    const { challenge } = await askForNewPasskey(test.services, login)
    await expect(add(challenge, later(5.1))).rejects.toMatchObject({ code: 'passkey_expired' })
    await expect(add(challenge)).rejects.toMatchObject({ code: 'passkey_expired' })
    await expect(add((await askForNewPasskey(test.services, other.login)).challenge)).rejects.toMatchObject({
      code: 'passkey_expired',
    })
    await expect(add('made-up')).rejects.toMatchObject({ code: 'passkey_expired' })
    await expect(add((await askForNewPasskey(test.services, login)).challenge, later(4.9))).resolves.toBeTruthy()
  })

  it('refuses a passkey that somebody has', async () => {
    const authenticator = newAuthenticator(test.services)
    await addTestPasskey(test.services, await signInByLink(test.services, 'one@acme.example'), authenticator)
    const two = await signInByLink(test.services, 'two@acme.example')
    await expect(addTestPasskey(test.services, two, authenticator)).rejects.toMatchObject({ code: 'passkey_exists' })
  })
})

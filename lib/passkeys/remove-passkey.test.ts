import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findOperatorLogin } from '#lib/operators/find-operator-login.ts'
import { createTestServices, type TestServices } from '#lib/testing.ts'
import { listPasskeys } from './list-passkeys.ts'
import { removePasskey } from './remove-passkey.ts'
import { renamePasskey } from './rename-passkey.ts'
import { addTestPasskey, auditOf, newAuthenticator, type SignedIn, signInByLink } from './testing.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
})
afterAll(() => test.close())

const add = (signedIn: SignedIn, name: string) =>
  addTestPasskey(test.services, signedIn, newAuthenticator(test.services), { name })

const listOf = ({ login: { operator } }: SignedIn) =>
  listPasskeys(test.services, { operatorId: operator.id, by: operator })

const idOf = async (signedIn: SignedIn, wanted: string) =>
  (await listOf(signedIn)).find(({ name }) => name === wanted)?.id ?? ''

function remove(by: SignedIn, of: SignedIn, passkeyId: string) {
  const { operator } = by.login
  return removePasskey(test.services, {
    ...auditOf(by.login),
    operatorId: of.login.operator.id,
    passkeyId,
    by: operator,
  })
}

describe('removePasskey', () => {
  it('removes one of several, and not the last one', async () => {
    const dana = await add(await add(await signInByLink(test.services, 'dana@acme.example'), 'Laptop'), 'Phone')
    await remove(dana, dana, await idOf(dana, 'Phone'))
    expect(await listOf(dana)).toMatchObject([{ name: 'Laptop' }])
    await expect(remove(dana, dana, await idOf(dana, 'Laptop'))).rejects.toMatchObject({ code: 'last_passkey' })
  })

  it('keeps one of two that are removed at once', async () => {
    const dana = await add(await add(await signInByLink(test.services, 'both@acme.example'), 'Laptop'), 'Phone')
    const ids = (await listOf(dana)).map(({ id }) => id)
    const outcomes = await Promise.allSettled(ids.map((id) => remove(dana, dana, id)))
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await listOf(dana)).toHaveLength(1)
  })

  it('lets an owner take the last one of somebody else, and ends the logins that it may have opened', async () => {
    const owner = await signInByLink(test.services, 'owner@acme.example')
    const editor = await add(await signInByLink(test.services, 'editor@acme.example', 'editor'), 'Lost phone')
    await remove(owner, editor, await idOf(editor, 'Lost phone'))
    expect(await listOf(editor)).toEqual([])
    expect(await findOperatorLogin(test.services, editor.token)).toBeUndefined()
    const { rows } = await test.services.database.execute(
      sql`select actor_name, before from audit_entries where action = 'passkey.removed' and subject = 'editor@acme.example'`,
    )
    expect(rows).toEqual([{ actor_name: 'owner@acme.example', before: { name: 'Lost phone' } }])
  })

  it('refuses who is neither its operator nor an owner', async () => {
    const owner = await add(await signInByLink(test.services, 'owner2@acme.example'), 'Laptop')
    const editor = await signInByLink(test.services, 'editor2@acme.example', 'editor')
    await expect(remove(editor, owner, await idOf(owner, 'Laptop'))).rejects.toMatchObject({ code: 'owner_required' })
    const { operator } = editor.login
    expect(await listPasskeys(test.services, { operatorId: owner.login.operator.id, by: operator })).toEqual([])
  })
})

describe('renamePasskey', () => {
  it('renames one’s own, and nobody else’s', async () => {
    const dana = await add(await signInByLink(test.services, 'name@acme.example'), 'Laptop')
    const eve = await signInByLink(test.services, 'eve@acme.example')
    const passkeyId = await idOf(dana, 'Laptop')
    const rename = ({ login }: SignedIn) =>
      renamePasskey(test.services, { ...auditOf(login), operator: login.operator, passkeyId, name: 'Old laptop' })
    await expect(rename(eve)).rejects.toMatchObject({ code: 'passkey_not_found' })
    await rename(dana)
    expect(await listOf(dana)).toMatchObject([{ name: 'Old laptop' }])
  })
})

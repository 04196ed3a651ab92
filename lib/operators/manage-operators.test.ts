import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestServices, type TestServices, testScope } from '#lib/testing.ts'
import { changeOperatorRole } from './change-operator-role.ts'
import { createOperatorLink } from './create-operator-link.ts'
import { disableOperator } from './disable-operator.ts'
import { enableOperator } from './enable-operator.ts'
import { enterByLink } from './enter-by-link.ts'
import { findOperator } from './find-operator.ts'
import { findOperatorLogin } from './find-operator-login.ts'
import { listOperators } from './list-operators.ts'
import { asActor, type Operator, type OperatorRole } from './operator.ts'
import { signOutOperator } from './sign-out-operator.ts'

let test: TestServices
let dana: SignedIn
beforeAll(async () => {
  test = await createTestServices()
})
afterAll(() => test.close())

const request = { ip: '192.0.2.1', requestId: 'r1' }

interface SignedIn {
  token: string
  loginId: string
  operator: Operator
}

async function signIn(email: string, role: OperatorRole): Promise<SignedIn> {
  const { url } = await createOperatorLink(test.services, { email, role })
  const link = url.split('/').at(-1) ?? ''
  const token = await enterByLink(test.services, { token: link, previousLogin: undefined, request })
  const login = await findOperatorLogin(test.services, token)
  if (!login) throw new Error(`${email} is not signed in.`)
  return { token, loginId: login.id, operator: login.operator }
}

const auditOf = ({ operator }: SignedIn) => ({ scope: testScope, actor: asActor(operator), request })
const holds = (token: string) => findOperatorLogin(test.services, token)

const changeRole = ({ operator }: SignedIn, role: OperatorRole) =>
  changeOperatorRole(test.services, { ...auditOf(dana), operatorId: operator.id, role })
const disable = ({ operator }: SignedIn) =>
  disableOperator(test.services, { ...auditOf(dana), operatorId: operator.id })

async function listAudited(subject: string) {
  const { rows } = await test.services.database.execute(
    sql`select action, actor_name, before, after from audit_entries where subject = ${subject} and actor_kind = 'operator' order by id`,
  )
  return rows.filter(({ action }) => action !== 'operator.signed_in')
}

// One owner at a time, whom every test finds anew.
beforeEach(async () => {
  await test.services.database.execute(sql`update operators set role = 'viewer' where role = 'owner'`)
  dana = await signIn(`${randomUUID()}@acme.example`, 'owner')
})

describe('changeOperatorRole', () => {
  it('lowers a role for the next request of every login, and says so on record', async () => {
    const eve = await signIn('eve@acme.example', 'editor')
    await changeRole(eve, 'viewer')
    expect(await holds(eve.token)).toMatchObject({ operator: { role: 'viewer' } })
    expect(await listAudited('eve@acme.example')).toEqual([
      {
        action: 'operator.role_changed',
        actor_name: dana.operator.name,
        before: { role: 'editor' },
        after: { role: 'viewer' },
      },
    ])
  })

  it('ends the logins of whoever rises', async () => {
    const eve = await signIn('rises@acme.example', 'viewer')
    await changeRole(eve, 'editor')
    expect(await holds(eve.token)).toBeUndefined()
    expect(await signIn('rises@acme.example', 'viewer')).toMatchObject({ operator: { role: 'editor' } })
  })

  it('never lowers the last owner', async () => {
    await expect(changeRole(dana, 'editor')).rejects.toMatchObject({ code: 'last_owner' })
    expect(await holds(dana.token)).toMatchObject({ operator: { role: 'owner' } })
  })

  it('keeps one of two owners who are lowered at once', async () => {
    const eve = await signIn(`${randomUUID()}@acme.example`, 'owner')
    const outcomes = await Promise.allSettled([changeRole(dana, 'viewer'), changeRole(eve, 'viewer')])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const owners = (await listOperators(test.services)).filter(({ role }) => role === 'owner')
    expect(owners).toHaveLength(1)
  })

  it('refuses an operator who is not there', async () => {
    const nobody = { ...dana, operator: { ...dana.operator, id: randomUUID() } }
    await expect(changeRole(nobody, 'viewer')).rejects.toMatchObject({ code: 'operator_not_found' })
  })
})

describe('disableOperator', () => {
  it('ends every login, lets no link in, and can be undone', async () => {
    const [one, two] = [await signIn('gone@acme.example', 'editor'), await signIn('gone@acme.example', 'editor')]
    const { url } = await createOperatorLink(test.services, { email: 'gone@acme.example', role: 'editor' })
    await disable(one)
    for (const { token } of [one, two]) expect(await holds(token)).toBeUndefined()
    const link = { token: url.split('/').at(-1) ?? '', previousLogin: undefined, request }
    await expect(enterByLink(test.services, link)).rejects.toMatchObject({ code: 'link_used_or_expired' })

    await enableOperator(test.services, { ...auditOf(dana), operatorId: one.operator.id })
    await expect(enterByLink(test.services, link)).rejects.toMatchObject({ code: 'link_used_or_expired' })
    for (const { token } of [one, two]) expect(await holds(token)).toBeUndefined()
    expect(await signIn('gone@acme.example', 'editor')).toMatchObject({ operator: { role: 'editor' } })
    expect((await listAudited('gone@acme.example')).map(({ action }) => action)).toEqual([
      'operator.disabled',
      'operator.enabled',
    ])
  })

  it('never disables the last owner', async () => {
    await expect(disable(dana)).rejects.toMatchObject({ code: 'last_owner' })
    const eve = await signIn(`${randomUUID()}@acme.example`, 'owner')
    await disable(eve)
    await expect(disable(dana)).rejects.toMatchObject({ code: 'last_owner' })
  })
})

describe('signOutOperator', () => {
  const signOut = (by: SignedIn, of: SignedIn, loginId?: string) =>
    signOutOperator(test.services, { ...auditOf(by), operatorId: of.operator.id, loginId, by: by.operator })

  it('ends one login, or all of them', async () => {
    const email = 'everywhere@acme.example'
    const [one, two, three] = [
      await signIn(email, 'editor'),
      await signIn(email, 'editor'),
      await signIn(email, 'editor'),
    ]
    const found = await findOperator(test.services, { operatorId: one.operator.id, by: one.operator })
    expect(found?.logins.map(({ id }) => id).toSorted()).toEqual([one.loginId, two.loginId, three.loginId].toSorted())

    await signOut(one, one, two.loginId)
    expect(await holds(two.token)).toBeUndefined()
    expect(await holds(three.token)).toBeDefined()
    await expect(signOut(one, one, two.loginId)).rejects.toMatchObject({ code: 'operator_login_not_found' })
    await signOut(one, one)
    for (const { token } of [one, three]) expect(await holds(token)).toBeUndefined()
    expect(await listAudited(email)).toMatchObject([
      { action: 'operator_login.ended', after: { logins: 1 } },
      { action: 'operator.signed_out_everywhere', after: { logins: 2 } },
    ])
  })

  it('lets an owner sign somebody else out, and nobody else', async () => {
    const eve = await signIn('signed-out@acme.example', 'editor')
    const mallory = await signIn('mallory@acme.example', 'editor')
    await expect(signOut(mallory, eve)).rejects.toMatchObject({ code: 'owner_required' })
    await expect(signOut(mallory, mallory, eve.loginId)).rejects.toMatchObject({ code: 'operator_login_not_found' })
    expect(await findOperator(test.services, { operatorId: eve.operator.id, by: mallory.operator })).toBeUndefined()
    expect(await holds(eve.token)).toBeDefined()
    await signOut(dana, eve)
    expect(await holds(eve.token)).toBeUndefined()
  })
})

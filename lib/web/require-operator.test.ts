import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createOperatorLink } from '#lib/operators/create-operator-link.ts'
import { enterByLink } from '#lib/operators/enter-by-link.ts'
import type { OperatorRole } from '#lib/operators/operator.ts'
import { addTestPasskey, getLogin, newAuthenticator } from '#lib/passkeys/testing.ts'
import type { Services } from '#lib/services.ts'
import { createTestServices, type TestServices } from '#lib/testing.ts'
import { runInRequestContext } from './request-context.ts'
import { type OperatorNeeds, type OperatorPurpose, requireOperator, requireStepUp } from './require-operator.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
  answerWith(test.services)
})
afterEach(() => answerWith(test.services))
afterAll(() => test.close())

const origin = 'http://localhost:3000'

function answerWith(services: Services) {
  Object.assign(globalThis, { [Symbol.for('portico.services')]: services })
}

const answerLater = (minutes: number) =>
  answerWith({ ...test.services, now: () => new Date(Date.now() + minutes * 60_000) })

let count = 0
async function signIn(role: OperatorRole) {
  count += 1
  const { url } = await createOperatorLink(test.services, { email: `${role}${count}@acme.example`, role })
  const token = url.split('/').at(-1) ?? ''
  return enterByLink(test.services, { token, previousLogin: undefined, request: { ip: '192.0.2.1', requestId: 'r1' } })
}

function ask(token: string | undefined, purpose: OperatorPurpose, needs?: OperatorNeeds, from = origin) {
  const request = new Request(`${origin}/admin/anything`, {
    method: 'POST',
    headers: { origin: from, ...(token && { cookie: `portico_operator_3000=${token}` }) },
  })
  const context = { requestId: 'r1', nonce: 'n', ip: '192.0.2.1', path: '/admin/anything' }
  return runInRequestContext(context, () => requireOperator(request, purpose, needs))
}

describe('requireOperator', () => {
  it.each<[OperatorRole, OperatorPurpose[]]>([
    ['owner', ['view', 'edit', 'manage']],
    ['editor', ['view', 'edit']],
    ['viewer', ['view']],
  ])('lets an %s %j, and puts on record what it refuses', async (role, allowed) => {
    const token = await signIn(role)
    for (const purpose of ['view', 'edit', 'manage'] as const) {
      if (allowed.includes(purpose)) {
        expect(await ask(token, purpose)).toMatchObject({ operator: { role }, audit: { actor: { kind: 'operator' } } })
        continue
      }
      const code = purpose === 'manage' ? 'owner_required' : 'operator_role_not_allowed'
      await expect(ask(token, purpose)).rejects.toMatchObject({ code, status: 403 })
      const { rows } = await test.services.database.execute(
        sql`select action, subject, after from audit_entries order by id desc limit 1`,
      )
      expect(rows).toEqual([{ action: 'admin.refused', subject: '/admin/anything', after: { code } }])
    }
  })

  it('obeys a lowered role at the next request', async () => {
    const token = await signIn('editor')
    const { operator } = await ask(token, 'edit')
    await test.services.database.execute(sql`update operators set role = 'viewer' where id = ${operator.id}`)
    await expect(ask(token, 'edit')).rejects.toMatchObject({ code: 'operator_role_not_allowed' })
    expect(await ask(token, 'view')).toMatchObject({ operator: { role: 'viewer' } })
  })

  it('asks for a step-up ten minutes after the last one, where it is needed', async () => {
    const token = await signIn('owner')
    expect(await ask(token, 'manage', { stepUp: true })).toBeTruthy()
    answerLater(10.1)
    await expect(ask(token, 'manage', { stepUp: true })).rejects.toMatchObject({
      code: 'step_up_required',
      status: 403,
    })
    expect(await ask(token, 'manage')).toBeTruthy()
  })

  it('wants a passkey of everybody in live mode, besides where it is added', async () => {
    const token = await signIn('owner')
    const live = {
      ...test.services,
      env: { ...test.services.env, stripe: { ...test.services.env.stripe, livemode: true } },
    }
    answerWith(live)
    await expect(ask(token, 'view')).rejects.toMatchObject({ code: 'passkey_required', status: 403 })
    expect(await ask(token, 'view', { withoutPasskey: true })).toBeTruthy()
    const login = await getLogin(test.services, token)
    const added = await addTestPasskey(test.services, { login }, newAuthenticator(test.services))
    expect(await ask(added.token, 'view')).toBeTruthy()
  })

  it('refuses another origin, and who is not signed in', async () => {
    const token = await signIn('owner')
    await expect(ask(token, 'view', {}, 'https://evil.example')).rejects.toMatchObject({ code: 'origin_not_allowed' })
    for (const none of [undefined, 'x', 'x'.repeat(43)])
      await expect(ask(none, 'view')).rejects.toMatchObject({ code: 'operator_sign_in_required', status: 401 })
  })
})

describe('requireStepUp', () => {
  it('asks for nothing without a danger, and names the ones there are', async () => {
    const asked = await ask(await signIn('editor'), 'edit')
    const context = { requestId: 'r1', nonce: 'n', ip: '192.0.2.1', path: '/admin/components/save' }
    const stepUp = (dangers: string[]) => runInRequestContext(context, () => requireStepUp(asked, dangers))
    answerLater(10.1)
    await stepUp([])
    await expect(stepUp(['“Cancel”'])).rejects.toThrow('This needs your passkey: “Cancel”.')
    const { rows } = await test.services.database.execute(
      sql`select action, subject, actor_name, after from audit_entries order by id desc limit 1`,
    )
    expect(rows).toEqual([
      {
        action: 'admin.refused',
        subject: '/admin/components/save',
        actor_name: asked.operator.name,
        after: { code: 'step_up_required', dangers: ['“Cancel”'] },
      },
    ])
    answerLater(9)
    await stepUp(['“Cancel”'])
  })
})

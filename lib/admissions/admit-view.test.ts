import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { acceptHandoff } from '#lib/access/accept-handoff.ts'
import { signInMember } from '#lib/access/sign-in-member.ts'
import { type AccessTest, createAccessTest } from '#lib/access/testing.ts'
import { companySchema, emptyCompany } from '#lib/company/company.ts'
import { members } from '#lib/database/tables/members.ts'
import { saveOverride } from '#lib/overrides/save-override.ts'
import { policySchema } from '#lib/policy/policy.ts'
import { publishPolicy } from '#lib/policy/publish-policy.ts'
import { insertRevision } from '#lib/revisions/revision-store.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { admitView } from './admit-view.ts'

let test: AccessTest
let customer: string
let token: string

beforeAll(async () => {
  test = await createAccessTest()
  customer = await test.createCustomer('Globex')
  const { sealed } = await acceptHandoff(test.services, await test.sign({ customer, role: 'owner', sub: 'looks' }))
  token = (await signInMember(test.services, { ticket: sealed, previousToken: undefined })).token
})
afterAll(() => test.close())

const actor = { kind: 'system' as const }
const request = null

describe('admitView', () => {
  it('asks the database once', async () => {
    const client = (test.services.database as unknown as { $client: pg.Pool }).$client
    const queries = vi.spyOn(client, 'query')
    await admitView(test.services, token)
    expect(queries).toHaveBeenCalledTimes(1)
    queries.mockRestore()
  })

  it('shows what everybody has before anything was saved, and each change from the next view on', async () => {
    const scope = await getScope(test.services)
    const before = await admitView(test.services, token)
    expect(before).toMatchObject({ reader: { customerId: customer, role: 'owner' }, company: emptyCompany })
    expect(before?.policy.components.buy_button.enabled).toBe(false)

    const policy = policySchema.parse({ components: { buy_button: { enabled: true } } })
    await publishPolicy(test.services, { scope, actor, request, expectedRevision: 0, policy })
    for (const [index, name] of ['Acme', 'Acme Ltd'].entries()) {
      const row = { scope, kind: 'company' as const, number: index + 1, content: companySchema.parse({ name }) }
      expect(await insertRevision(test.services.database, row)).toBe(true)
    }
    const saved = await admitView(test.services, token)
    expect(saved?.company.name).toBe('Acme Ltd')
    expect(saved?.policy.components.buy_button.enabled).toBe(true)

    const content = { values: { 'components.buy_button.enabled': false }, note: null, endsAt: null }
    await saveOverride(test.services, { scope, actor, request, customer, expectedVersion: 0, ...content })
    expect((await admitView(test.services, token))?.policy.components.buy_button.enabled).toBe(false)
  })

  it('knows nobody by no token, another one, or that of a member who was disabled', async () => {
    expect(await admitView(test.services, undefined)).toBeUndefined()
    expect(await admitView(test.services, `${token.slice(0, -4)}AAAA`)).toBeUndefined()
    await test.services.database.update(members).set({ disabledAt: new Date() })
    expect(await admitView(test.services, token)).toBeUndefined()
  })
})

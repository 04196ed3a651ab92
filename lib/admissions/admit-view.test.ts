import { sql } from 'drizzle-orm'
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
import { createTally } from '#lib/rate-limits/tally.ts'
import { insertRevision } from '#lib/revisions/revision-store.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { admitView } from './admit-view.ts'

let test: AccessTest
let customer: string
let token: string

beforeAll(async () => {
  test = await createAccessTest()
  customer = await test.createCustomer('Globex')
  token = await signIn('looks', customer)
})
afterAll(() => test.close())

const address = '192.0.2.1'
const view = (of: string | undefined) => admitView(test.services, { token: of, address })

const actor = { kind: 'system' as const }
const request = null

async function signIn(sub: string, of: string): Promise<string> {
  const { sealed } = await acceptHandoff(test.services, await test.sign({ customer: of, role: 'owner', sub }))
  return (await signInMember(test.services, { ticket: sealed, previousToken: undefined })).token
}

/** One that lets each customer look ten times a minute, and in which no time passes by itself: it gives none of them back. */
function createInstance() {
  const services = { ...test.secondInstance(), viewTally: createTally({ now: () => 0 }) }
  const env = { ...services.env, pageViewsPerMinute: 10 }
  return (of: string, more: { address?: string } = {}) =>
    admitView({ ...services, env }, { token: of, address, ...more })
}

describe('admitView', () => {
  it('asks the database once', async () => {
    const client = (test.services.database as unknown as { $client: pg.Pool }).$client
    const queries = vi.spyOn(client, 'query')
    await view(token)
    expect(queries).toHaveBeenCalledTimes(1)
    queries.mockRestore()
  })

  it('shows what everybody has before anything was saved, and each change from the next view on', async () => {
    const scope = await getScope(test.services)
    const before = await view(token)
    expect(before).toMatchObject({ reader: { customerId: customer, role: 'owner' }, company: emptyCompany })
    expect(before?.policy.components.buy_button.enabled).toBe(false)

    const policy = policySchema.parse({ components: { buy_button: { enabled: true } } })
    await publishPolicy(test.services, { scope, actor, request, expectedRevision: 0, policy })
    for (const [index, name] of ['Acme', 'Acme Ltd'].entries()) {
      const row = { scope, kind: 'company' as const, number: index + 1, content: companySchema.parse({ name }) }
      expect(await insertRevision(test.services.database, row)).toBe(true)
    }
    const saved = await view(token)
    expect(saved?.company.name).toBe('Acme Ltd')
    expect(saved?.policy.components.buy_button.enabled).toBe(true)

    const content = {
      values: { 'components.buy_button.enabled': false },
      note: null,
      endsAt: null,
      everyonesRevision: 1,
    }
    await saveOverride(test.services, { scope, actor, request, customer, expectedVersion: 0, ...content })
    expect((await view(token))?.policy.components.buy_button.enabled).toBe(false)
  })

  it('lets each customer look so often in a minute, whichever member and instance is asked, and says when there is more', async () => {
    const globex = await signIn('ann', customer)
    const colleague = await signIn('bob', customer)
    const initech = await signIn('cem', await test.createCustomer('Initech'))
    const [first, second] = [createInstance(), createInstance()]
    for (const one of [globex, colleague, globex, colleague, globex]) await first(one)
    for (let count = 0; count < 5; count += 1) await second(colleague)
    // So long after it was seen last a login is touched, and what was counted is told.
    test.advance(61)
    await second(colleague)
    await first(globex)
    for (const instance of [first, second, createInstance()]) {
      await expect(instance(globex)).rejects.toMatchObject({
        code: 'rate_limited',
        retryAfterSeconds: expect.any(Number),
      })
      await expect(instance(colleague)).rejects.toMatchObject({ code: 'rate_limited' })
      expect(await instance(initech)).toBeDefined()
    }
  })

  it('lets one address look for as much as ten customers', async () => {
    const instance = createInstance()
    const from = { address: '192.0.2.77' }
    const everyone = await Promise.all(
      Array.from({ length: 11 }, async (_, number) => signIn(`n${number}`, await test.createCustomer(`N${number}`))),
    )
    for (const one of everyone.slice(0, 10)) for (let count = 0; count < 10; count += 1) await instance(one, from)
    const [eleventh = ''] = everyone.slice(10)
    await expect(instance(eleventh, from)).rejects.toMatchObject({ code: 'rate_limited' })
    expect(await instance(eleventh)).toBeDefined()
  })

  it('writes nothing but that the login was seen, and with it what was counted', async () => {
    const one = await signIn('dan', await test.createCustomer('Umbrella'))
    const instance = createInstance()
    const rows = async () =>
      (await test.services.database.execute(sql`select xmin::text, * from rate_limits order by key_hash`)).rows
    const before = await rows()
    for (let count = 0; count < 5; count += 1) await instance(one)
    expect(await rows()).toEqual(before)
    test.advance(61)
    await instance(one)
    expect((await rows()).length).toBeGreaterThan(before.length)
    expect(JSON.stringify(await rows())).not.toContain(address)
  })

  it('knows nobody by no token, another one, or that of a member who was disabled', async () => {
    expect(await view(undefined)).toBeUndefined()
    expect(await view(`${token.slice(0, -4)}AAAA`)).toBeUndefined()
    await test.services.database.update(members).set({ disabledAt: new Date() })
    expect(await view(token)).toBeUndefined()
  })
})

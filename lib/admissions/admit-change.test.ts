import { eq, sql } from 'drizzle-orm'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { acceptHandoff } from '#lib/access/accept-handoff.ts'
import { findLogin } from '#lib/access/find-login.ts'
import { signInMember } from '#lib/access/sign-in-member.ts'
import { type AccessTest, createAccessTest } from '#lib/access/testing.ts'
import { members } from '#lib/database/tables/members.ts'
import { saveOverride } from '#lib/overrides/save-override.ts'
import { policySchema } from '#lib/policy/policy.ts'
import { publishPolicy } from '#lib/policy/publish-policy.ts'
import { limits } from '#lib/rate-limits/limits.ts'
import { takeRequest } from '#lib/rate-limits/take.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { admitAgain, admitChange } from './admit-change.ts'

let test: AccessTest
let customer: string
beforeAll(async () => {
  test = await createAccessTest()
  customer = await test.createCustomer('Globex')
})
afterAll(() => test.close())
afterEach(() => vi.restoreAllMocks())

async function signIn(sub: string) {
  const { sealed } = await acceptHandoff(test.services, await test.sign({ customer, role: 'owner', sub }))
  const { token } = await signInMember(test.services, { ticket: sealed, previousToken: undefined })
  const reference = (await findLogin(test.services, token))?.id
  return { token, reference, address: '192.0.2.1' }
}

const request = null
const actor = { kind: 'system' as const }

describe('admitChange', () => {
  it('asks the database once', async () => {
    const change = await signIn('once')
    const client = (test.services.database as unknown as { $client: pg.Pool }).$client
    const queries = vi.spyOn(client, 'query')
    await admitChange(test.services, change)
    expect(queries).toHaveBeenCalledTimes(1)
  })

  it('obeys a policy, an override and the end of a membership from the next change on', async () => {
    const change = await signIn('changes')
    const scope = await getScope(test.services)
    expect((await admitChange(test.services, change)).resolved).toMatchObject({ revision: 0, override: undefined })

    const policy = policySchema.parse({ components: { buy_button: { enabled: true } } })
    await publishPolicy(test.services, { scope, actor, request, expectedRevision: 0, policy })
    const published = await admitChange(test.services, change)
    expect(published.resolved.policy.components.buy_button.enabled).toBe(true)

    const values = { 'components.buy_button.enabled': false }
    const content = { values, note: null, endsAt: null, everyonesRevision: 1 }
    await saveOverride(test.services, { scope, actor, request, customer, expectedVersion: 0, ...content })
    const overridden = await admitChange(test.services, change)
    expect(overridden.resolved).toMatchObject({ revision: 1, override: { version: 1 } })
    expect(overridden.resolved.policy.components.buy_button.enabled).toBe(false)

    await test.services.database.update(members).set({ disabledAt: new Date() })
    await expect(admitChange(test.services, change)).rejects.toMatchObject({ code: 'sign_in_required' })
    await test.services.database.update(members).set({ disabledAt: null })
  })

  it('counts what waits once: it is admitted anew by what holds then, even where nothing is left', async () => {
    const change = { ...(await signIn('waits')), address: '192.0.2.3' }
    await admitChange(test.services, change)
    const rows = async () =>
      (await test.services.database.execute(sql`select xmin::text, * from rate_limits order by key_hash`)).rows
    const counted = await rows()
    const again = await admitAgain(test.services, change)
    expect(again).toMatchObject({ login: { id: change.reference }, resolved: { revision: expect.any(Number) } })
    expect(await rows()).toEqual(counted)

    const takeAll = Array.from({ length: limits.change_by_login.burst + 20 }, () => admitChange(test.services, change))
    expect((await Promise.allSettled(takeAll)).some(({ status }) => status === 'rejected')).toBe(true)
    expect((await admitAgain(test.services, change)).login.id).toBe(change.reference)

    await test.services.database.update(members).set({ role: 'viewer' }).where(eq(members.subject, 'waits'))
    await expect(admitAgain(test.services, change)).rejects.toMatchObject({ code: 'role_not_allowed' })
    await test.services.database.update(members).set({ disabledAt: new Date() }).where(eq(members.subject, 'waits'))
    await expect(admitAgain(test.services, change)).rejects.toMatchObject({ code: 'sign_in_required' })
  })

  it('takes from the same buckets as any other count of a customer', async () => {
    const change = await signIn('counted')
    const scope = await getScope(test.services)
    const take = () => takeRequest(test.services.database, { change_by_customer: `${scope} ${customer}` })
    const empty = () => Promise.allSettled(Array.from({ length: limits.change_by_customer.burst }, take))
    // The bucket fills again as time passes, and a busy machine may pause between two statements: so until it is met
    // empty. A bucket of its own would never be: these changes alone are too few for it.
    const changes = 5
    const codes = new Set<string>()
    for (let asked = 0; asked < changes && !codes.has('rate_limited'); asked += 1) {
      await empty()
      await admitChange(test.services, change).catch(({ code }) => codes.add(code))
    }
    expect([...codes]).toEqual(['rate_limited'])
  })

  it('counts for who asks what was meant for another login, since to refuse it asks Stripe', async () => {
    const [asking, named] = [await signIn('asking'), await signIn('named')]
    const change = { ...asking, address: '192.0.2.2', reference: named.reference }
    const codes: string[] = []
    // Until then time gives back a few.
    while (!codes.includes('rate_limited') && codes.length < 3 * limits.change_by_login.burst)
      await admitChange(test.services, change).catch(({ code }) => codes.push(code))
    expect(codes[0]).toBe('login_mismatch')
    expect(codes).toContain('rate_limited')
  })
})

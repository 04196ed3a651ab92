import { sql } from 'drizzle-orm'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptHandoff } from './accept-handoff.ts'
import { endLogin } from './end-login.ts'
import { findLogin } from './find-login.ts'
import { signInMember } from './sign-in-member.ts'
import { type AccessTest, type ClaimsToSign, createAccessTest } from './testing.ts'

let test: AccessTest
let globex: string
beforeAll(async () => {
  test = await createAccessTest()
  globex = await test.createCustomer('Globex GmbH')
})
afterAll(() => test.close())

async function createTicket(claims: ClaimsToSign = {}): Promise<string> {
  const { sealed } = await acceptHandoff(test.services, await test.sign({ customer: globex, ...claims }))
  return sealed
}

async function signIn(claims: ClaimsToSign = {}, previousToken?: string): Promise<string> {
  const { token } = await signInMember(test.services, { ticket: await createTicket(claims), previousToken })
  return token
}

const find = (token: string, services = test.services) => findLogin(services, token)
const run = (statement: ReturnType<typeof sql>) => test.services.database.execute(statement)

describe('signInMember', () => {
  it('gives a login of the member whom the host app described', async () => {
    const login = await find(await signIn({ locale: 'de_AT', role: 'billing' }))
    expect(login).toMatchObject({ customerId: globex, customer: { customer: globex }, role: 'billing' })
    expect(login).toMatchObject({ name: 'Ada Lovelace', email: 'ada@globex.example', locale: 'de-AT' })
  })

  it('lets one of twenty in, who use the same ticket at once', async () => {
    const ticket = await createTicket()
    const second = test.secondInstance()
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        signInMember(index % 2 ? second : test.services, { ticket, previousToken: undefined }),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'link_used_or_expired' })
  })

  it('keeps only the hash of a login', async () => {
    const token = await signIn()
    const { rows } = await run(sql`select to_jsonb(l)::text as row from member_logins l`)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it('gives a new login each time, and ends the one that the browser had', async () => {
    const first = await signIn()
    const elsewhere = await signIn()
    const second = await signIn({}, first)
    expect(second).not.toBe(first)
    expect(await find(first)).toBeUndefined()
    expect(await find(second)).toBeDefined()
    expect(await find(elsewhere)).toBeDefined()
  })

  it('keeps nothing of a value that was planted before', async () => {
    const planted = 'p'.repeat(43)
    const token = await signIn({}, planted)
    expect(token).not.toBe(planted)
    expect(await find(planted)).toBeUndefined()
  })

  it('ends the other logins of a member whose role changed', async () => {
    const owner = await signIn({ sub: 'user_bob', role: 'owner' })
    const viewer = await signIn({ sub: 'user_bob', role: 'viewer' })
    expect(await find(owner)).toBeUndefined()
    expect(await find(viewer)).toMatchObject({ role: 'viewer' })
  })

  it('keeps the members of two customers apart, also where a person is both', async () => {
    const hooli = await test.createCustomer('Hooli Inc')
    const [one, other] = [await signIn({ role: 'viewer' }), await signIn({ customer: hooli, role: 'owner' })]
    expect(await find(one)).toMatchObject({ customerId: globex, role: 'viewer' })
    expect(await find(other)).toMatchObject({ customerId: hooli, role: 'owner' })
  })

  it.each([
    ['unknown to Stripe', 'customer_not_found', 404, async () => 'cus_nobody'],
    ['deleted', 'customer_deleted', 410, createDeleted],
  ])('signs nobody in for a customer who is %s', async (_why, code, status, create) => {
    const before = await countLogins()
    await expect(signIn({ customer: await create() })).rejects.toMatchObject({ code, status })
    expect(await countLogins()).toBe(before)
  })

  it('leaves the ticket usable when Stripe refuses to say', async () => {
    const ticket = await createTicket()
    const httpClient = Stripe.createFetchHttpClient(test.twin.fetch)
    const stripe = new Stripe('sk_test_bad', { httpClient, maxNetworkRetries: 0 })
    const refused = signInMember({ ...test.services, stripe }, { ticket, previousToken: undefined })
    await expect(refused).rejects.toMatchObject({ code: 'stripe_refused' })
    expect((await signInMember(test.services, { ticket, previousToken: undefined })).token).toBeDefined()
  })

  it('refuses a member who was disabled', async () => {
    await signIn({ sub: 'user_mallory' })
    await run(sql`update members set disabled_at = now() where subject = 'user_mallory'`)
    await expect(signIn({ sub: 'user_mallory' })).rejects.toMatchObject({ code: 'member_disabled', status: 403 })
  })
})

async function createDeleted() {
  const id = await test.createCustomer('Gone SA')
  await test.services.stripe.customers.del(id)
  return id
}

async function countLogins() {
  const { rows } = await run(sql`select count(*)::int as count from member_logins`)
  return rows[0]?.count
}

describe('findLogin', () => {
  it('ends after 30 idle minutes, and not before', async () => {
    const token = await signIn()
    test.advance(29 * 60)
    expect(await find(token)).toBeDefined()
    test.advance(29 * 60)
    expect(await find(token)).toBeDefined()
    test.advance(30 * 60)
    expect(await find(token)).toBeUndefined()
  })

  it('ends after 12 hours, however busy', async () => {
    const token = await signIn()
    for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
      test.advance(20 * 60)
      expect(await find(token)).toBeDefined()
    }
    test.advance(20 * 60)
    expect(await find(token)).toBeUndefined()
  })

  it('is not ended by a clock that goes back', async () => {
    const token = await signIn()
    test.advance(-3600)
    expect(await find(token)).toBeDefined()
    test.advance(3600)
  })

  it('writes that it was seen once a minute at most', async () => {
    const token = await signIn()
    const seen = async () => (await run(sql`select max(last_seen_at)::text as at from member_logins`)).rows[0]?.at
    const before = await seen()
    test.advance(50)
    await find(token)
    expect(await seen()).toBe(before)
    test.advance(11)
    await find(token)
    expect(await seen()).not.toBe(before)
  })

  it.each([
    ['signed out', (token: string) => endLogin(test.services, token)],
    ['ended at the server', () => run(sql`update member_logins set ended_at = now() where ended_at is null`)],
    ['disabled', () => run(sql`update members set disabled_at = now() where subject = 'user_ada'`)],
  ])('is out on both instances at the next request after being %s', async (_why, end) => {
    await run(sql`update members set disabled_at = null`)
    const token = await signIn()
    const second = test.secondInstance()
    expect(await find(token)).toBeDefined()
    expect(await find(token, second)).toBeDefined()
    await end(token)
    expect(await find(token)).toBeUndefined()
    expect(await find(token, second)).toBeUndefined()
    await run(sql`update members set disabled_at = null`)
  })

  it('obeys a lower role at the next request', async () => {
    const token = await signIn({ sub: 'user_carol' })
    await run(sql`update members set role = 'viewer' where subject = 'user_carol'`)
    expect(await find(token)).toMatchObject({ role: 'viewer' })
  })

  it('knows no login of another Stripe account', async () => {
    const token = await signIn()
    await run(sql`update members set scope = 'acct_other:test' where subject = 'user_ada'`)
    expect(await find(token)).toBeUndefined()
  })

  it('knows nothing that is not a token of ours', async () => {
    for (const token of ['', 'x', 'a'.repeat(43), "' or true --", 'a'.repeat(5000)])
      expect(await find(token)).toBeUndefined()
  })
})

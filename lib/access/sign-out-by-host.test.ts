import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getScope } from '#lib/stripe/scope.ts'
import { acceptHandoff } from './accept-handoff.ts'
import { findLogin } from './find-login.ts'
import { signInMember } from './sign-in-member.ts'
import { signOutByHost } from './sign-out-by-host.ts'
import { insertSignOut, lockPerson } from './sign-out-store.ts'
import { type AccessTest, type ClaimsToSign, createAccessTest } from './testing.ts'

let test: AccessTest
let globex: string
let initech: string
beforeAll(async () => {
  test = await createAccessTest()
  globex = await test.createCustomer('Globex GmbH')
  initech = await test.createCustomer('Initech Ltd')
})
afterAll(() => test.close())

const request = { ip: '192.0.2.1', requestId: 'r1' }
const handOver = async (sub: string, customer: string) =>
  (await acceptHandoff(test.services, await test.sign({ sub, customer }))).sealed
const enter = async (ticket: string) => (await signInMember(test.services, { ticket, previousToken: undefined })).token
const signIn = async (sub: string, customer: string) => enter(await handOver(sub, customer))
const isSignedIn = async (token: string) => (await findLogin(test.services, token)) !== undefined
const signToken = (claims: ClaimsToSign) => test.sign({ purpose: 'sign_out', ...claims })
const signOut = (token: string, services = test.services) => signOutByHost(services, { token, request })

describe('signOutByHost', () => {
  it('ends every login of the person, for every customer, and nobody else’s', async () => {
    const theirs = [await signIn('ada', globex), await signIn('ada', globex), await signIn('ada', initech)]
    const other = await signIn('bob', globex)
    expect(await signOut(await signToken({ sub: 'ada' }))).toEqual({ ended: 3 })
    for (const token of theirs) expect(await isSignedIn(token)).toBe(false)
    expect(await isSignedIn(other)).toBe(true)
  })

  it('leaves a row for each customer whose member was signed out, with the host app as its actor', async () => {
    await signIn('carla', initech)
    await signOut(await signToken({ sub: 'carla' }))
    const { rows } = await test.services.database.execute(
      sql`select actor_kind, actor_name, action, ip, after from audit_entries where subject = ${initech} order by id desc limit 1`,
    )
    expect(rows).toEqual([
      {
        actor_kind: 'host',
        actor_name: 'acme',
        action: 'member.signed_out_by_host',
        ip: '192.0.2.1',
        after: { member: 'ada@globex.example', ended: 1 },
      },
    ])
  })

  it('lets a hand-over of before that waits for its browser in no more, and one of later', async () => {
    const waiting = await handOver('dana', globex)
    await signOut(await signToken({ sub: 'dana' }))
    await expect(enter(waiting)).rejects.toMatchObject({ code: 'link_used_or_expired' })
    test.advance(1)
    expect(await isSignedIn(await signIn('dana', globex))).toBe(true)
  })

  it('lets a hand-over in no more that was signed before and is posted afterwards', async () => {
    const now = Math.floor(test.services.now().getTime() / 1000)
    const accept = async (iat: number, sub = 'erik') =>
      acceptHandoff(test.services, await test.sign({ sub, customer: globex, iat, exp: Math.floor(iat) + 60 }))
    await signOut(await signToken({ sub: 'erik', iat: now }))
    for (const iat of [now - 50, now - 1, now])
      await expect(accept(iat)).rejects.toMatchObject({ code: 'handoff_expired', field: 'iat' })
    // Seconds may have a fraction, and tell the two apart within the same one.
    await accept(now + 0.001)
    await accept(now + 1)
    await accept(now, 'somebody else')
  })

  it('remembers the latest sign-out, in whichever order they come, for as long as it matters', async () => {
    const now = Math.floor(test.services.now().getTime() / 1000)
    const rows = async () =>
      (await test.services.database.execute(sql`select subject, signed_at from host_sign_outs where subject = 'finn'`))
        .rows
    for (const iat of [now - 10, now, now - 20]) await signOut(await signToken({ sub: 'finn', iat, exp: iat + 60 }))
    expect(await rows()).toEqual([{ subject: 'finn', signed_at: now }])
    test.advance(700)
    await signOut(await signToken({ sub: 'somebody else' }))
    expect(await rows()).toHaveLength(1)
    test.advance(100)
    await signOut(await signToken({ sub: 'somebody else' }))
    expect(await rows()).toEqual([])
  })

  it('lets nobody in before a sign-out that has begun is done', async () => {
    const ticket = await handOver('hana', globex)
    const claims = { scope: await getScope(test.services), subject: 'hana' }
    const now = test.services.now()
    const { entering } = await test.services.database.transaction(async (transaction) => {
      await lockPerson(transaction, claims)
      await insertSignOut(transaction, { ...claims, signedAt: now.getTime() / 1000, expiresAt: now })
      const started = enter(ticket)
      started.catch(() => {})
      expect(await Promise.race([started, sleep(200, 'waits')])).toBe('waits')
      return { entering: started }
    })
    await expect(entering).rejects.toMatchObject({ code: 'link_used_or_expired' })
  })

  it('leaves nobody signed in who comes in while they are signed out', async () => {
    const second = test.secondInstance()
    for (let round = 0; round < 15; round += 1) {
      const ticket = await handOver('gina', globex)
      const [entered] = await Promise.allSettled([enter(ticket), signOut(await signToken({ sub: 'gina' }), second)])
      if (entered.status === 'fulfilled') expect(await isSignedIn(entered.value)).toBe(false)
      else expect(entered.reason).toMatchObject({ code: 'link_used_or_expired' })
      test.advance(1)
    }
  })

  it('has nothing to end for somebody whom nobody has seen', async () => {
    expect(await signOut(await signToken({ sub: 'nobody' }))).toEqual({ ended: 0 })
  })

  it('takes each token once, on whichever instance', async () => {
    const token = await signToken({ sub: 'ada' })
    const instances = [test.services, test.secondInstance()]
    const tries = Array.from({ length: 10 }, (_, index) => signOut(token, instances[index % 2]))
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'handoff_used' })
  })

  it.each<[string, ClaimsToSign, string]>([
    ['purpose', { purpose: undefined }, 'handoff_invalid'],
    ['purpose', { purpose: 'sign_in' }, 'handoff_invalid'],
    ['aud', { aud: 'https://evil.example' }, 'handoff_invalid'],
    ['iss', { iss: 'someone-else' }, 'handoff_invalid'],
    ['sub', { sub: undefined }, 'handoff_invalid'],
    ['jti', { jti: undefined }, 'handoff_invalid'],
  ])('refuses a token whose %s is not right: %j', async (claim, change, code) => {
    const token = await signToken({ sub: 'ada', ...change })
    await expect(signOut(token)).rejects.toMatchObject({ code, field: claim })
  })

  it('refuses a token that lives too long, or is over', async () => {
    const now = Math.floor(Date.now() / 1000)
    await expect(signOut(await signToken({ exp: now + 61 }))).rejects.toMatchObject({ field: 'exp' })
    const old = await signToken({ iat: now - 95, exp: now - 35 })
    await expect(signOut(old)).rejects.toMatchObject({ code: 'handoff_expired' })
  })
})

describe('acceptHandoff', () => {
  it('refuses a token that was signed to sign out, whatever else it says', async () => {
    const token = await test.sign({ purpose: 'sign_out', customer: globex, role: 'owner', jti: randomUUID() })
    await expect(acceptHandoff(test.services, token)).rejects.toMatchObject({ field: 'purpose' })
  })
})

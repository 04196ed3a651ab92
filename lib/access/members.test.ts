import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAudit } from '#lib/audit/list-audit.ts'
import { memberLogins, members } from '#lib/database/tables/members.ts'
import { createTestServices, testScope as scope, type TestServices } from '#lib/testing.ts'
import { endMemberLogins } from './end-member-logins.ts'
import { listMembers } from './list-members.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
})
afterAll(() => test.close())

async function signIn(customer: string, subject: string, logins = 1): Promise<string> {
  const { database } = test.services
  const [member] = await database
    .insert(members)
    .values({ scope, subject, customer, role: 'owner', email: `${subject}@acme.example` })
    .returning({ id: members.id })
  const memberId = String(member?.id)
  const expiresAt = new Date(Date.now() + 60_000)
  for (let number = 0; number < logins; number += 1)
    await database.insert(memberLogins).values({ tokenHash: crypto.randomUUID(), memberId, expiresAt })
  return memberId
}

describe('listMembers', () => {
  it('gives the members of one customer, each with their logins', async () => {
    await signIn('cus_list', 'ada', 2)
    await signIn('cus_list', 'grace', 0)
    await signIn('cus_other', 'eve')
    const found = await listMembers(test.services, { scope, customer: 'cus_list' })
    expect(found.map(({ subject, logins }) => [subject, logins.length]).sort()).toEqual([
      ['ada', 2],
      ['grace', 0],
    ])
  })

  it('says of a login that nobody used for long that it is over', async () => {
    await signIn('cus_idle', 'ada')
    const later = { ...test.services, now: () => new Date(Date.now() + 31 * 60_000) }
    const of = { scope, customer: 'cus_idle' }
    expect((await listMembers(test.services, of))[0]?.logins).toMatchObject([{ isOver: false }])
    expect((await listMembers(later, of))[0]?.logins).toMatchObject([{ isOver: true }])
  })
})

describe('endMemberLogins', () => {
  const end = (customer: string, memberId: string) =>
    endMemberLogins(test.services, { scope, actor: { kind: 'system' }, request: null, customer, memberId })

  it('ends every login of the member, and leaves a row of it', async () => {
    const memberId = await signIn('cus_end', 'ada', 2)
    expect(await end('cus_end', memberId)).toEqual({ ended: 2 })
    const [member] = await listMembers(test.services, { scope, customer: 'cus_end' })
    expect(member?.logins).toMatchObject([{ isOver: true }, { isOver: true }])
    expect((await listAudit(test.services, { scope })).entries).toMatchObject([
      {
        action: 'member.signed_out_everywhere',
        subject: 'cus_end',
        after: { member: 'ada@acme.example', ended: 2 },
      },
    ])
  })

  it('knows no member under another customer', async () => {
    const memberId = await signIn('cus_mine', 'ada')
    await expect(end('cus_theirs', memberId)).rejects.toMatchObject({ code: 'object_not_found' })
  })
})

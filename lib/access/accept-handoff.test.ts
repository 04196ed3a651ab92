import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Services } from '#lib/services.ts'
import { acceptHandoff } from './accept-handoff.ts'
import { type AccessTest, createAccessTest } from './testing.ts'
import { getTicket, openTicketAddress } from './ticket.ts'

let test: AccessTest
beforeAll(async () => {
  test = await createAccessTest()
})
afterAll(() => test.close())

const accept = (token: string, services: Services = test.services) => acceptHandoff(services, token)
const used = { code: 'handoff_used', status: 401 }
const late = { code: 'link_used_or_expired', status: 401 }

describe('acceptHandoff', () => {
  it('takes one of fifty who bring the same token at once to two instances', async () => {
    const token = await test.sign({})
    const second = test.secondInstance()
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => accept(token, index % 2 ? second : test.services)),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(used)
    // An instance that started later knows it, too.
    await expect(accept(token, test.secondInstance())).rejects.toMatchObject(used)
  })

  it('takes a jti once, whatever else the token says', async () => {
    await accept(await test.sign({ jti: 'one' }))
    await expect(accept(await test.sign({ jti: 'one', role: 'viewer', sub: 'other' }))).rejects.toMatchObject(used)
  })

  it('remembers a token for as long as anybody could believe it, and then forgets it', async () => {
    const token = await test.sign({ jti: 'remembered' })
    await accept(token)
    test.advance(88)
    await accept(await test.sign({}))
    await expect(accept(token)).rejects.toMatchObject(used)
    test.advance(15 * 60)
    await accept(await test.sign({ jti: 'the only one' }))
    const { rows } = await test.services.database.execute(sql`
      select jti from handoff_tokens union all select claims->'claims'->>'jti' from handoff_tickets`)
    expect(rows).toEqual([{ jti: 'the only one' }, { jti: 'the only one' }])
  })

  it('keeps neither the token of the host app nor that of the address', async () => {
    const token = await test.sign({})
    const { token: address } = await accept(token)
    const { rows } = await test.services.database.execute(
      sql`select to_jsonb(t)::text as row from handoff_tickets t union all select to_jsonb(t)::text from handoff_tokens t`,
    )
    expect(JSON.stringify(rows)).not.toContain(address)
    expect(JSON.stringify(rows)).not.toContain(token.split('.')[2])
  })
})

describe('openTicketAddress', () => {
  it('can be opened again and again for 60 seconds', async () => {
    const { token, addressExpiresAt } = await accept(await test.sign({}))
    const sealed = await openTicketAddress(test.services, token)
    expect(await openTicketAddress(test.secondInstance(), token)).toBe(sealed)
    expect(addressExpiresAt.getTime() - test.services.now().getTime()).toBeGreaterThan(55_000)

    test.advance(59)
    expect(await openTicketAddress(test.services, token)).toBe(sealed)
    test.advance(2)
    await expect(openTicketAddress(test.services, token)).rejects.toMatchObject(late)
  })

  it('gives a browser that came in time ten minutes to answer, and the late one nothing', async () => {
    const { token } = await accept(await test.sign({}))
    const sealed = await openTicketAddress(test.services, token)
    test.advance(9 * 60)
    expect((await getTicket(test.services, sealed)).claims).toMatchObject({ customer: 'cus_globex' })
    for (const unsealed of [token, `${token}.`, `${token}.${token}`, undefined])
      await expect(getTicket(test.services, unsealed)).rejects.toMatchObject(late)
    test.advance(61)
    await expect(getTicket(test.services, sealed)).rejects.toMatchObject(late)
  })

  it('refuses what is not an address of ours', async () => {
    for (const token of ['', 'x', 'a'.repeat(43), '../../x', 'a'.repeat(5000)])
      await expect(openTicketAddress(test.services, token)).rejects.toMatchObject(late)
  })
})

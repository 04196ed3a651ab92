import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEntries } from '#lib/database/tables/audit.ts'
import { createSignInLink } from './create-sign-in-link.ts'
import { type AccessTest, createAccessTest } from './testing.ts'
import { getTicket, openTicketAddress } from './ticket.ts'

let test: AccessTest
beforeAll(async () => {
  test = await createAccessTest()
})
afterAll(() => test.close())

describe('createSignInLink', () => {
  it('leads to a ticket for that customer, for a minute, and leaves an audit row', async () => {
    const customer = await test.createCustomer('Globex')
    const { url } = await createSignInLink(test.services, { customer, role: 'viewer' })
    const token = url.split('/').at(-1) ?? ''
    const sealed = await openTicketAddress(test.services, token)
    expect((await getTicket(test.services, sealed)).claims).toMatchObject({ customer, role: 'viewer' })
    const rows = await test.services.database.select().from(auditEntries)
    expect(rows).toMatchObject([{ action: 'sign_in_link.created', subject: customer }])
    expect(JSON.stringify(rows)).not.toContain(token)
    test.advance(61)
    await expect(openTicketAddress(test.services, token)).rejects.toMatchObject({ code: 'link_used_or_expired' })
  })

  it('is refused in live mode, and for a customer that Stripe does not know', async () => {
    const { env } = test.services
    const live = { ...test.services, env: { ...env, stripe: { ...env.stripe, livemode: true } } }
    await expect(createSignInLink(live, { customer: 'cus_1', role: 'owner' })).rejects.toMatchObject({
      code: 'test_mode_only',
    })
    await expect(createSignInLink(test.services, { customer: 'cus_nobody', role: 'owner' })).rejects.toMatchObject({
      code: 'customer_not_found',
    })
  })
})

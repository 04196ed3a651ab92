import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestServices, type TestServices, testScope } from '#lib/testing.ts'
import { listMints, mostMints } from './list-mints.ts'
import { finishMints, recordMint } from './record-mint.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
})
afterAll(() => test.close())

const mint = (customer: string, page: string, scope = testScope) =>
  recordMint(
    test.services,
    {
      scope,
      kind: 'customer_session',
      memberId: null,
      customer,
      page,
      parameters: { customer },
      policyRevision: 3,
      overrideVersion: 2,
    },
    async () => ({ value: {}, requestId: 'req_1' }),
  )

describe('listMints', () => {
  it('gives one customer’s latest mints of one account and mode', async () => {
    for (let number = 1; number <= mostMints + 1; number += 1) await mint('cus_a', `/page/${number}`)
    await mint('cus_b', '/other')
    await mint('cus_a', '/live', 'acct_test:live')

    await finishMints()
    const found = await listMints(test.services, { scope: testScope, customer: 'cus_a' })
    expect(found).toHaveLength(mostMints)
    expect(found[0]).toMatchObject({
      page: `/page/${mostMints + 1}`,
      outcome: 'granted',
      stripeRequestId: 'req_1',
      policyRevision: 3,
      overrideVersion: 2,
      memberName: null,
    })
  })
})

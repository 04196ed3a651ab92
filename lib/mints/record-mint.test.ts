import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mints } from '#lib/database/tables/mints.ts'
import { Refusal } from '#lib/errors.ts'
import type { StripeAnswer } from '#lib/stripe/call-stripe.ts'
import { createTestServices, type TestServices, testScope } from '#lib/testing.ts'
import { finishMints, recordMint } from './record-mint.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
})
afterAll(() => test.close())

const mint = {
  scope: testScope,
  kind: 'portal_session' as const,
  memberId: null,
  customer: 'cus_a',
  page: null,
  parameters: {},
  policyRevision: 1,
  overrideVersion: null,
}
const record = (run: () => Promise<StripeAnswer<string>>) => recordMint(test.services, mint, run)
const lastRow = async () => (await test.services.database.select().from(mints).orderBy(mints.id)).at(-1)

describe('recordMint', () => {
  it('has a row of unknown outcome while Stripe works, which learns what came of it', async () => {
    const stripe = Promise.withResolvers<StripeAnswer<string>>()
    const recording = record(() => stripe.promise)
    while (!(await lastRow())) await sleep(5)
    expect(await lastRow()).toMatchObject({ outcome: 'unknown', stripeRequestId: null })

    stripe.resolve({ value: 'secret', requestId: 'req_1' })
    expect(await recording).toBe('secret')
    await finishMints()
    expect(await lastRow()).toMatchObject({ outcome: 'granted', stripeRequestId: 'req_1' })
  })

  it('says why there was none', async () => {
    const refusal = new Refusal('stripe_refused', { cause: { requestId: 'req_2' } })
    await expect(record(() => Promise.reject(refusal))).rejects.toBe(refusal)
    await finishMints()
    expect(await lastRow()).toMatchObject({ outcome: 'stripe_refused', stripeRequestId: 'req_2' })
  })

  it('hands nothing out whose row could not be written', async () => {
    const unwritable = { ...mint, kind: null as never }
    const recording = recordMint(test.services, unwritable, async () => ({ value: 'secret', requestId: 'req_3' }))
    await expect(recording).rejects.toThrow('null value in column "kind"')
  })
})

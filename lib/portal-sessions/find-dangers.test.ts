import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policySchema } from '#lib/policy/policy.ts'
import { createTestServices, type TestServices } from '#lib/testing.ts'
import { findDangers } from './find-dangers.ts'

let test: TestServices
let cancelling: string
let narrow: string
beforeAll(async () => {
  test = await createTestServices()
  const create = async (canCancel: boolean) => {
    const features = { customer_update: { enabled: true }, subscription_cancel: { enabled: canCancel } }
    return (await test.services.stripe.billingPortal.configurations.create({ features })).id
  }
  cancelling = await create(true)
  narrow = await create(false)
})
afterAll(() => test.close())

const policy = (portal: object) => policySchema.parse({ portal })
const on = { enabled: true }
const find = (before: object, after: object) =>
  findDangers(test.services, { before: policy(before), after: policy(after) })
const cancel = { flows: { subscription_cancel: on } }

describe('findDangers', () => {
  it('names a dangerous switch, and nothing else that was switched', async () => {
    const update = { flows: { subscription_cancel: on, customer_update: on } }
    expect(await find({ configuration: narrow }, { configuration: narrow, ...update })).toEqual([
      '“Cancel” (portal flow)',
    ])
    expect(await find({ configuration: narrow, ...cancel }, { configuration: narrow })).toEqual([])
  })

  it('names what another configuration lets through, by a flow that is on and by the homepage', async () => {
    const opened = ['“Cancel” (by the portal configuration)']
    const through = (more: object) => find({ configuration: narrow, ...more }, { configuration: cancelling, ...more })
    expect(await through(cancel)).toEqual(opened)
    expect(await through({ homepage: true })).toEqual(opened)
    expect(await through({})).toEqual([])
    expect(await find({ configuration: cancelling, ...cancel }, { configuration: narrow, ...cancel })).toEqual([])
  })

  it('is careful where Stripe cannot say what it opens', async () => {
    const stripe = await createStripeWithout('billing_portal_configuration')
    const changed = {
      before: policy({ configuration: narrow }),
      after: policy({ configuration: cancelling, ...cancel }),
    }
    expect(await findDangers({ stripe }, changed)).toContain('“Portal configuration”')
  })
})

/** With a key that may do nothing of the kind. */
async function createStripeWithout(noun: string): Promise<Stripe> {
  const answer = await test.twin.fetch('http://twin.invalid/_twin/keys', {
    method: 'POST',
    headers: { authorization: `Bearer ${test.services.env.stripe.secretKey}` },
    body: JSON.stringify({ permissions: { [noun]: 'none' } }),
  })
  const { key } = (await answer.json()) as { key: string }
  return new Stripe(key, { httpClient: Stripe.createFetchHttpClient(test.twin.fetch), maxNetworkRetries: 0 })
}

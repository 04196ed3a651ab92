import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestServices, type TestServices } from '#lib/testing.ts'
import { listPortalConfigurations, type PortalConfiguration } from './portal-configuration.ts'
import { listUnavailableFlows } from './unavailable-flows.ts'

let test: TestServices
let configurations: PortalConfiguration[]
let plain: string
let retired: string
beforeAll(async () => {
  test = await createTestServices()
  const { stripe } = test.services
  const features = {
    payment_method_update: { enabled: true },
    invoice_history: { enabled: true },
    subscription_cancel: { enabled: true },
  }
  plain = (await stripe.billingPortal.configurations.create({ name: 'Plain', features })).id
  retired = (await stripe.billingPortal.configurations.create({ name: 'Retired', features })).id
  await stripe.billingPortal.configurations.update(retired, { active: false })
  configurations = await listPortalConfigurations(test.services)
})
afterAll(() => test.close())

describe('listUnavailableFlows', () => {
  it('names the flows that the chosen configuration lacks, with the reason', () => {
    const unavailable = listUnavailableFlows(configurations, plain)
    expect(Object.keys(unavailable).sort()).toEqual([
      'customer_update',
      'subscription_pause',
      'subscription_update',
      'subscription_update_confirm',
    ])
    expect(unavailable.subscription_update_confirm).toBe(
      'The portal configuration “Plain” has subscription_update off, so Stripe refuses this flow.',
    )
  })

  it('has none available where the configuration is gone', () => {
    const unavailable = listUnavailableFlows(configurations, retired)
    expect(Object.keys(unavailable)).toHaveLength(6)
    expect(unavailable.payment_method_update).toBe(`Stripe has no active portal configuration ${retired}.`)
  })

  it('has none available where the account has no default', () => {
    const withoutDefault = configurations.filter(({ isDefault }) => !isDefault)
    expect(listUnavailableFlows(withoutDefault, null).customer_update).toContain('no default portal configuration')
  })
})

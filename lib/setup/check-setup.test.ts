import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '#lib/database/connect.ts'
import { policySchema } from '#lib/policy/policy.ts'
import type { Services } from '#lib/services.ts'
import { createStripe } from '#lib/stripe/client.ts'
import { createTestServices, type TestServices } from '#lib/testing.ts'
import { type ServedTwin, serveTwin } from '../../twin/serve-twin.ts'
import { checkKeys } from './check-keys.ts'
import { checkOffer } from './check-offer.ts'
import { checkSetup } from './check-setup.ts'
import { checkSurroundings } from './check-surroundings.ts'

let test: TestServices
let served: ServedTwin
let services: Services
const secretKey = 'sk_test_of_the_doctor'

beforeAll(async () => {
  test = await createTestServices()
  served = await serveTwin()
  const { publishableKey } = served.twin.account(secretKey)
  const stripe = { ...test.services.env.stripe, secretKey, publishableKey, apiUrl: served.base }
  services = { ...test.services, env: { ...test.services.env, stripe }, stripe: createStripe(stripe) }
})
afterAll(async () => {
  await served.close()
  await test.close()
})

const withEnv = (env: Partial<Services['env']>): Services => ({ ...services, env: { ...services.env, ...env } })
const states = (findings: { name: string; state: string }[]) =>
  Object.fromEntries(findings.map(({ name, state }) => [name, state]))

describe('checkKeys', () => {
  it('is content with two keys of one account', async () => {
    expect(states(await checkKeys(services))).toEqual({ 'Secret key': 'ok', 'Publishable key': 'ok' })
  })

  it('finds a publishable key of another account', async () => {
    const other = served.twin.account('sk_test_of_somebody_else').publishableKey
    const findings = await checkKeys(withEnv({ stripe: { ...services.env.stripe, publishableKey: other } }))
    expect(states(findings)).toMatchObject({ 'Publishable key': 'broken' })
  })
})

describe('checkOffer', () => {
  it('says what is on without what it needs', async () => {
    const on = { enabled: true }
    const policy = policySchema.parse({
      components: { pricing_table: on },
      portal: { flows: { subscription_pause: on } },
    })
    const findings = await checkOffer(services, policy)
    expect(states(findings)).toEqual({
      Components: 'ok',
      'Pricing table': 'todo',
      'Buy button': 'ok',
      'Portal configuration': 'todo',
    })
    expect(findings.at(-1)?.says).toContain('Pause')
  })
})

describe('checkSurroundings', () => {
  it('says what the host app’s developer has yet to set, that nobody answers, and that the clock is off', async () => {
    const late = { ...withEnv({ publicOrigin: 'http://localhost:1' }), now: () => new Date(Date.now() - 120_000) }
    const findings = await checkSurroundings(late)
    expect(states(findings)).toEqual({
      'Hand-over': 'broken',
      'Signed-out visits': 'todo',
      'Public address': 'broken',
      Clock: 'broken',
    })
    expect(findings.at(-1)?.says).toMatch(/^It is 1(19|20|21) s behind/)
  })
})

describe('checkSetup', () => {
  it('tells of a database that does not answer without quoting what it was asked', async () => {
    const { database, close } = connect('postgres://nobody:secret@127.0.0.1:1/none')
    const findings = await checkSetup({ ...services, database })
    const said = JSON.stringify(findings)
    expect(findings.map(({ says }) => says)).toContainEqual(expect.stringContaining('is the database there'))
    expect(said).not.toMatch(/select|insert|secret@|params/i)
    await close()
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mintCustomerSession } from '#lib/customer-sessions/mint-customer-session.ts'
import { auditEntries } from '#lib/database/tables/audit.ts'
import { mints } from '#lib/database/tables/mints.ts'
import { finishMints } from '#lib/mints/record-mint.ts'
import { createTestServices, loginOf, type TestServices, testScope } from '#lib/testing.ts'
import { listOverrides } from './list-overrides.ts'
import { findOverrideProblems } from './override.ts'
import { resolvePolicy } from './resolve-policy.ts'
import { type OverrideToSave, saveOverride } from './save-override.ts'

let test: TestServices
beforeAll(async () => {
  test = await createTestServices()
})
afterAll(() => test.close())

const redisplay = 'components.payment_element.features.payment_method_redisplay'
const save = async (customer: string, values: object, more: Partial<OverrideToSave> = {}) =>
  saveOverride(test.services, {
    scope: testScope,
    actor: { kind: 'system' },
    request: null,
    customer,
    expectedVersion: 0,
    everyonesRevision: (await resolve(customer)).revision,
    values: values as Record<string, unknown>,
    note: 'Asked for it',
    endsAt: null,
    ...more,
  })
const resolve = (customerId: string) => resolvePolicy(test.services, { scope: testScope, customerId })

describe('resolvePolicy', () => {
  it('has everything off, and no revision, before anything was saved', async () => {
    expect(await resolve('cus_new')).toMatchObject({
      revision: 0,
      override: undefined,
      policy: { several_subscriptions: false },
    })
  })

  it('gives a customer their exceptions over what everyone has, and the next mint obeys', async () => {
    await test.publish({ components: { payment_element: { enabled: true } } })
    const { id } = await test.services.stripe.customers.create({})
    expect(await save(id, { [redisplay]: true })).toEqual({ kind: 'saved', version: 1 })
    expect((await resolve(id)).policy.components.payment_element).toMatchObject({
      enabled: true,
      features: { payment_method_redisplay: true },
    })
    expect((await resolve('cus_other')).policy.components.payment_element.features.payment_method_redisplay).toBe(false)

    await mintCustomerSession(test.services, { login: loginOf(id), components: ['payment_element'], page: null })
    await finishMints()
    const [mint] = await test.services.database.select().from(mints)
    expect(mint).toMatchObject({
      overrideVersion: 1,
      parameters: { components: { payment_element: { features: { payment_method_redisplay: 'enabled' } } } },
    })
  })

  it('follows everyone again once the override has ended', async () => {
    await save('cus_ended', { several_subscriptions: true }, { endsAt: new Date(Date.now() - 1000) })
    expect(await resolve('cus_ended')).toMatchObject({ override: undefined, policy: { several_subscriptions: false } })
  })

  it('applies before everyone has anything at all', async () => {
    const services = { ...test.services }
    await saveOverride(services, {
      scope: 'acct_2:test',
      actor: { kind: 'system' },
      request: null,
      customer: 'cus_a',
      expectedVersion: 0,
      everyonesRevision: 0,
      values: { several_subscriptions: true },
      note: null,
      endsAt: null,
    })
    expect(await resolvePolicy(services, { scope: 'acct_2:test', customerId: 'cus_a' })).toMatchObject({
      revision: 0,
      policy: { several_subscriptions: true },
    })
  })
})

describe('saveOverride', () => {
  it('saves nothing over settings of everyone that are newer than those it was judged over', async () => {
    await save('cus_judged', { several_subscriptions: true })
    const { revision: everyonesRevision } = await resolve('cus_judged')
    await test.publish({ components: { payment_element: { enabled: true } }, portal: { homepage: true } })
    const change = { expectedVersion: 1, everyonesRevision }
    expect(await save('cus_judged', { several_subscriptions: false }, change)).toEqual({ kind: 'outdated' })
    expect(await save('cus_judged', {}, change)).toEqual({ kind: 'outdated' })
    expect((await resolve('cus_judged')).policy.several_subscriptions).toBe(true)
    const rows = await test.services.database.select().from(auditEntries)
    expect(rows.filter(({ subject }) => subject === 'cus_judged')).toHaveLength(1)
    expect(await save('cus_judged', {}, { expectedVersion: 1 })).toEqual({ kind: 'removed' })
  })

  it('lets one of two operators through, and shows the other what is there', async () => {
    const results = await Promise.all([
      save('cus_two', { several_subscriptions: true }),
      save('cus_two', { 'portal.homepage': true }),
    ])
    expect(results.filter((result) => result.kind === 'saved')).toHaveLength(1)
    expect(results.find((result) => result.kind === 'conflict')).toMatchObject({ current: { version: 1 } })
    expect(await save('cus_two', {}, { expectedVersion: 7 })).toMatchObject({ kind: 'conflict' })
  })

  it('saves nothing where nothing is different', async () => {
    expect(await save('cus_same', {})).toEqual({ kind: 'unchanged' })
    await save('cus_same', { several_subscriptions: true })
    expect(await save('cus_same', { several_subscriptions: true }, { expectedVersion: 1 })).toEqual({
      kind: 'unchanged',
    })
    expect(await save('cus_same', {})).toMatchObject({ kind: 'conflict', current: { version: 1 } })
  })

  it('counts on after a removal, so that a page of before the removal is not taken for the newest', async () => {
    await save('cus_again', { several_subscriptions: true })
    await save('cus_again', {}, { expectedVersion: 1 })
    expect(await save('cus_again', { 'portal.homepage': true })).toMatchObject({ kind: 'conflict', current: undefined })
    const again = await save('cus_again', { 'portal.homepage': true }, { expectedVersion: 2 })
    expect(again).toEqual({ kind: 'saved', version: 3 })
    expect(await save('cus_again', {}, { expectedVersion: 1 })).toMatchObject({ kind: 'conflict' })
  })

  it('removes it when nothing is set, with an audit row each time', async () => {
    await save('cus_audit', { several_subscriptions: true })
    expect(await save('cus_audit', {}, { expectedVersion: 1 })).toEqual({ kind: 'removed' })
    expect((await resolve('cus_audit')).override).toBeUndefined()
    const listed = await listOverrides(test.services, testScope)
    expect(listed.map(({ customer }) => customer)).not.toContain('cus_audit')
    const rows = (await test.services.database.select().from(auditEntries)).filter(
      (entry) => entry.subject === 'cus_audit',
    )
    expect(rows).toMatchObject([
      {
        action: 'override.saved',
        before: null,
        after: { values: { several_subscriptions: true }, note: 'Asked for it' },
      },
      { action: 'override.removed', before: { values: { several_subscriptions: true } }, after: null },
    ])
  })
})

describe('listOverrides', () => {
  it('says of each customer what differs from everyone, the latest change first', async () => {
    const saveIn = (customer: string, values: object, endsAt: Date | null) =>
      saveOverride(test.services, {
        scope: 'acct_list:test',
        actor: { kind: 'system' },
        request: null,
        customer,
        expectedVersion: 0,
        everyonesRevision: 0,
        values: values as Record<string, unknown>,
        note: 'Asked for it',
        endsAt,
      })
    await saveIn('cus_first', { several_subscriptions: true }, null)
    await saveIn('cus_second', { 'portal.homepage': false }, new Date(Date.now() - 1000))
    expect(await listOverrides(test.services, 'acct_list:test')).toMatchObject([
      { customer: 'cus_second', isInForce: false, differences: [] },
      {
        customer: 'cus_first',
        isInForce: true,
        note: 'Asked for it',
        differences: [{ name: 'several_subscriptions', before: 'Off', after: 'On' }],
      },
    ])
  })
})

describe('findOverrideProblems', () => {
  it.each([
    [{ 'components.pricing_tabel.enabled': true }, 'components.pricing_tabel.enabled'],
    [
      { 'components.payment_element.features.payment_method_redisplay_limit': 11 },
      'components.payment_element.features.payment_method_redisplay_limit',
    ],
    [
      { 'components.payment_element.features.payment_method_save': true },
      'components.payment_element.features.payment_method_save_usage',
    ],
  ])('names what is wrong in %j', async (values, field) => {
    const { everyone } = await resolve('cus_any')
    expect(findOverrideProblems(everyone, values)).toMatchObject([{ field }])
  })
})

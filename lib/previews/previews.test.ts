import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mintCustomerSession } from '#lib/customer-sessions/mint-customer-session.ts'
import { createOperatorLink } from '#lib/operators/create-operator-link.ts'
import { endOperatorLogin } from '#lib/operators/end-operator-login.ts'
import { enterByLink } from '#lib/operators/enter-by-link.ts'
import { findOperatorLogin } from '#lib/operators/find-operator-login.ts'
import type { OperatorLogin } from '#lib/operators/operator.ts'
import { mintPortalSession } from '#lib/portal-sessions/mint-portal-session.ts'
import { createStripe } from '#lib/stripe/client.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { createTestServices, type TestServices } from '#lib/testing.ts'
import { endPreview } from './end-preview.ts'
import { findPreview } from './find-preview.ts'
import { isPreviewOver, type Preview } from './preview.ts'
import { previewServices } from './preview-services.ts'
import { insertPreview, purgePreviews } from './preview-store.ts'
import { startPreview } from './start-preview.ts'

let test: TestServices
let globex: string
let login: OperatorLogin
let scope: string
let token: string
beforeAll(async () => {
  test = await createTestServices()
  globex = (await test.services.stripe.customers.create({ name: 'Globex GmbH' })).id
  const { url } = await createOperatorLink(test.services, { email: 'vera@acme.example', role: 'viewer' })
  const request = { ip: '192.0.2.1', requestId: 'r1' }
  const link = { token: url.split('/').at(-1) ?? '', previousLogin: undefined, request }
  token = await enterByLink(test.services, link)
  const found = await findOperatorLogin(test.services, token)
  if (!found) throw new Error('The operator has no login')
  login = found
  scope = await getScope(test.services)
})
afterAll(() => test.close())

const audit = () => ({
  scope,
  actor: { kind: 'operator' as const, id: login.operator.id, name: login.operator.name },
  request: { ip: '192.0.2.1', requestId: 'r1' },
})
const start = (customer = globex) => startPreview(test.services, { ...audit(), login, customer })
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)

async function lastAudit() {
  const { rows } = await test.services.database.execute(
    sql`select action, subject, actor_name, ip from audit_entries order by id desc limit 1`,
  )
  return rows[0]
}

describe('startPreview', () => {
  it('lets a viewer look as an owner of the customer, for ten minutes and on record', async () => {
    await start()
    const preview = await findPreview(test.services, login)
    expect(preview).toMatchObject({ customerId: globex, name: 'Globex GmbH', role: 'owner' })
    expect(preview?.operator.email).toBe('vera@acme.example')
    expect(isPreviewOver(preview as Preview, later(9))).toBe(false)
    expect(isPreviewOver(preview as Preview, later(10))).toBe(true)
    expect(await lastAudit()).toEqual({
      action: 'preview.started',
      subject: globex,
      actor_name: login.operator.name,
      ip: '192.0.2.1',
    })
  })

  it('refuses a customer whom Stripe does not know', async () => {
    await expect(start('cus_nobody')).rejects.toMatchObject({ code: 'customer_not_found' })
  })

  it('forgets previews that were ended, and those whose login is over as well', async () => {
    const ids = async () =>
      (await test.services.database.execute(sql`select id from previews order by started_at`)).rows.map(({ id }) => id)
    await start()
    const [open] = (await ids()).slice(-1)
    const other = { operatorLoginId: login.id, scope, customer: globex, customerName: null }
    const { database } = test.services
    await insertPreview(database, { ...other, endsAt: later(10), endedAt: later(0) })
    await insertPreview(database, { ...other, endsAt: later(-12 * 60 - 1) })
    await insertPreview(database, { ...other, endsAt: later(-12 * 60 + 1) })
    await purgePreviews(database, new Date())
    const left = (await database.execute(sql`select ends_at < now() as over from previews order by ends_at`)).rows
    expect(left).toEqual([{ over: true }, { over: false }])
    expect(await ids()).toContain(open)
    for (let count = 0; count < 3; count += 1) await start()
    expect((await ids()).length).toBeLessThanOrEqual(2)
  })

  it('is seen by no other login', async () => {
    await start()
    expect(await findPreview(test.services, { ...login, id: crypto.randomUUID() })).toBeUndefined()
  })
})

describe('Preview', () => {
  it('is not what a verb that mints takes', async () => {
    await start()
    const preview = (await findPreview(test.services, login)) as Preview
    const minted = [
      // @ts-expect-error a preview is no member's login
      () => mintPortalSession(test.services, { login: preview, flow: 'portal_homepage' }),
      // @ts-expect-error a preview is no member's login
      () => mintCustomerSession(test.services, { login: preview, components: ['buy_button'], page: 'buy' }),
    ]
    for (const mint of minted) await expect(mint()).rejects.toMatchObject({ status: 403 })
  })
})

describe('previewServices', () => {
  it('follows a new key and a new database, and makes one client a key', () => {
    const services = { ...test.services }
    const { stripe } = previewServices(services)
    expect(previewServices(services).stripe).toBe(stripe)
    services.env = { ...services.env, stripe: { ...services.env.stripe, secretKey: 'rk_test_theNextOne' } }
    Object.assign(services, { stripe: createStripe(services.env.stripe), database: { another: true } })
    expect(previewServices(services).stripe).not.toBe(stripe)
    expect(previewServices(services).database).toBe(services.database)
  })
})

describe('endPreview', () => {
  it('ends it on record, once', async () => {
    await start()
    expect(await endPreview(test.services, { ...audit(), login })).toBe(globex)
    expect(await findPreview(test.services, login)).toBeUndefined()
    expect(await lastAudit()).toMatchObject({ action: 'preview.ended', subject: globex })
    expect(await endPreview(test.services, { ...audit(), login })).toBeUndefined()
  })

  it('is not needed where the operator signs out: without their login there is no preview', async () => {
    await start()
    await endOperatorLogin(test.services, token)
    expect(await findOperatorLogin(test.services, token)).toBeUndefined()
  })
})

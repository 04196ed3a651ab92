import { spawnSync } from 'node:child_process'
import { z } from 'zod'
import { webPermissions } from '#server/start/web-permissions.ts'
import { connectTwin } from '#twin/playwright/connect-twin.ts'
import { signInMember } from '../setup/host-app.ts'
import { createHttpClient } from '../setup/http-client.ts'
import type { Portico } from '../setup/instance.ts'
import { isWrite } from '../setup/ledger.ts'
import { readListedWrites } from '../setup/listed-writes.ts'
import { findLoginReference } from '../setup/open-services.ts'
import { signInOperator } from '../setup/operator.ts'
import { getSharedServers } from '../setup/shared-servers.ts'
import { expect, test } from '../setup/test.ts'
import { getTwoCustomers } from '../setup/two-customers.ts'

const readiness = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string().optional() })),
})

async function readReadiness(portico: Portico, address: string) {
  return readiness.parse((await createHttpClient(portico.url, address).get('/readyz')).json())
}

test('for every page, every mint and the settings', async ({ portico }) => {
  const { a } = await getTwoCustomers(portico)
  // One with a card of its own has that changed, and not the customer's.
  await portico.twin.stripe.subscriptions.update(a.subscription, { default_payment_method: a.paymentMethod })
  const member = await signInMember(portico, { customer: a.id })
  const operator = await signInOperator(portico)
  const login = await findLoginReference(portico, member)
  const reference = { 'portico-login': login }
  const last = (await portico.twin.ledger()).at(-1)?.sequence
  const answers = [
    ...(await Promise.all(
      ['/', '/invoices', '/plans', '/buy', '/payment-methods', '/manage', `/pay/${a.openInvoice}`].map((path) =>
        member.get(path),
      ),
    )),
    await member.get(`/return?session_id=${a.checkoutSession}`),
    await member.postJson('/api/customer-sessions', { components: ['payment_element', 'pricing_table'] }, reference),
    await member.postJson('/api/setup-intents', {}, reference),
    await member.postJson('/api/invoice-payments', { invoice: a.openInvoice }, reference),
    await member.postForm('/api/default-payment-method', { payment_method: a.paymentMethod, login }),
    await member.postForm('/api/default-payment-method', {
      payment_method: a.paymentMethod,
      subscription: a.subscription,
      login,
    }),
    await member.postForm('/api/portal-sessions', { flow: 'subscription_cancel', subscription: a.subscription, login }),
    await operator.get('/admin/components'),
  ]
  for (const { status } of answers) expect(status).toBeLessThan(400)
  const calls = await portico.twin.ledger(last)
  expect(calls.length).toBeGreaterThan(15)
  expect(new Set(calls.map(({ key }) => key.kind))).toEqual(new Set(['restricted']))
  const written = new Set(calls.filter(isWrite).map(({ operation }) => operation))
  const byDoctorAlone = ['setupIntents.cancel']
  expect([...written].toSorted()).toEqual(
    [...readListedWrites().keys()].filter((operation) => !byDoctorAlone.includes(operation)).toSorted(),
  )
  expect(calls.filter(({ status }) => status === 401 || status === 403)).toEqual([])
  expect(await readReadiness(portico, portico.url)).toMatchObject({ ok: true })
})

test('may not do what the portal has no business with', async ({ portico }) => {
  const permissions = Object.entries(webPermissions)
  const written = permissions.filter(([, access]) => access === 'write').map(([noun]) => noun)
  expect(written.toSorted()).toEqual(
    ['billing_portal_session', 'customer', 'customer_session', 'setup_intent', 'subscription'].toSorted(),
  )
  for (const noun of ['charge', 'refund', 'payout', 'transfer', 'balance', 'webhook_endpoint'])
    expect(Object.keys(webPermissions)).not.toContain(noun)
  expect(portico.variables.STRIPE_SECRET_KEY).toMatch(/^rk_test_/)
})

test('readiness names the permission that is missing, and not the key', async ({ portico }) => {
  for (const [noun, access] of [
    ['customer_session', 'read'],
    ['invoice', 'none'],
  ] as const) {
    // An account of its own: what this key may not do is no mistake of the instance under test.
    const twin = await connectTwin({ base: getSharedServers().twinBase })
    const permissions = { ...webPermissions, [noun]: access }
    const { key } = z.object({ key: z.string() }).parse(await twin.control('POST', 'keys', { permissions }))
    const address = await portico.startSecondInstance({
      STRIPE_SECRET_KEY: key,
      STRIPE_PUBLISHABLE_KEY: twin.publishableKey,
    })
    const { ok, checks } = await readReadiness(portico, address)
    expect(ok, noun).toBe(false)
    const detail = checks.find((check) => check.name === 'stripe key')?.detail ?? ''
    expect(detail).toContain(`rak_${noun}_${access === 'read' ? 'write' : 'read'}`)
    expect(detail).not.toMatch(/[rs]k_(test|live)_/)
  }
})

const refusedStarts: [string, Record<string, string>, RegExp][] = [
  [
    'an unrestricted live key',
    { STRIPE_SECRET_KEY: 'sk_live_0123456789abcdef', STRIPE_PUBLISHABLE_KEY: 'pk_live_0123456789' },
    /unrestricted live key/,
  ],
  [
    'a live key with a test key',
    { STRIPE_SECRET_KEY: 'rk_live_0123456789abcdef', STRIPE_PUBLISHABLE_KEY: 'pk_test_0123456789' },
    /two modes/,
  ],
  [
    'a test key with a live key',
    { STRIPE_SECRET_KEY: 'rk_test_0123456789abcdef', STRIPE_PUBLISHABLE_KEY: 'pk_live_0123456789' },
    /two modes/,
  ],
  [
    'a live key for a twin',
    { STRIPE_SECRET_KEY: 'rk_live_0123456789abcdef', STRIPE_PUBLISHABLE_KEY: 'pk_live_0123456789' },
    /live Stripe key never goes to/,
  ],
  ['half a configuration', { STRIPE_PUBLISHABLE_KEY: '' }, /STRIPE_PUBLISHABLE_KEY is not/],
  ['no key at all', { STRIPE_SECRET_KEY: '', STRIPE_PUBLISHABLE_KEY: '' }, /STRIPE_SECRET_KEY is not set/],
]

for (const [what, variables, sentence] of refusedStarts) {
  test(`${what} is refused at the start, in one sentence without the key`, ({ portico }) => {
    const env = {
      ...process.env,
      ...portico.variables,
      PORT: '0',
      NODE_ENV: 'production',
      ...variables,
    } as NodeJS.ProcessEnv
    const { status, stderr, stdout } = spawnSync(process.execPath, ['server/web.ts'], {
      env,
      encoding: 'utf8',
      timeout: 30_000,
    })
    expect(status).toBe(1)
    expect(stdout).toBe('')
    const said = stderr.split('\n').filter((line) => line.trim() !== '' && !/Warning|--trace/.test(line))
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(sentence)
    expect(said[0]).not.toContain('0123456789abcdef')
  })
}

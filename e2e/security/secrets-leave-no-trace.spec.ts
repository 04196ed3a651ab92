import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { findFreePort } from '#server/free-port.ts'
import { exampleParts, fillPattern, listAppRoutes } from '../setup/app-routes.ts'
import { askForAddress, signHandoff, signInMember } from '../setup/host-app.ts'
import { createHttpClient, type HttpClient } from '../setup/http-client.ts'
import type { Portico } from '../setup/instance.ts'
import { findLoginReference, query } from '../setup/open-services.ts'
import { makeOperatorLink } from '../setup/operator.ts'
import { type OtlpReceiver, startOtlpReceiver } from '../setup/otlp-receiver.ts'
import { type RecordedStripe, startRecordedStripe } from '../setup/recorded-stripe.ts'
import { expect, test } from '../setup/test.ts'
import { getTwoCustomers } from '../setup/two-customers.ts'

interface Run {
  portico: Portico
  /** Everything that nobody may find afterwards. */
  canaries: Set<string>
  logFile: string
  metricsPort: number
  traces: OtlpReceiver
}

/** A member who does everything a member can, and does it wrong as well. */
async function runMember({ portico, canaries }: Run) {
  const { a } = await getTwoCustomers(portico)
  const token = await signHandoff(portico, { customer: a.id, sub: 'user_one' })
  const address = await askForAddress(portico, token)
  await createHttpClient(portico.url).get(new URL(address).pathname)
  const forged = `${token.slice(0, -8)}AAAAAAAA`
  await createHttpClient(portico.url).postJson('/login/handoffs', { token: forged })
  await createHttpClient(portico.url).postForm('/login/handoff', { token })
  for (const secret of [token, forged, new URL(address).pathname.split('/').at(-1) ?? '']) canaries.add(secret)

  const member = await signInMember(portico, { customer: a.id })
  const login = await findLoginReference(portico, member)
  const reference = { 'portico-login': login }
  for (const value of member.cookies.values()) canaries.add(value)
  for (const components of [['payment_element'], ['pricing_table', 'buy_button']])
    await member.postJson('/api/customer-sessions', { components }, reference)
  const setup = await member.postJson('/api/setup-intents', {}, reference)
  await member.postJson('/api/invoice-payments', { invoice: a.openInvoice }, reference)
  for (const flow of ['portal_homepage', 'payment_method_update', 'subscription_cancel', 'subscription_update'])
    await member.postForm('/api/portal-sessions', { flow, login, subscription: a.subscription })
  await member.postForm('/api/default-payment-method', { payment_method: a.paymentMethod, login })
  await visitAll(member, exampleParts(a), '')
  const secret = (setup.json() as { client_secret: string }).client_secret
  await breakThings(portico, member, reference, secret)
  await member.postForm('/login/sign-out', {})
}

/** Stripe that fails in its worst ways, and secrets where none belongs. */
async function breakThings(portico: Portico, member: HttpClient, reference: Record<string, string>, secret: string) {
  for (const kind of ['500', 'truncated', 'reset', 'applied_then_lost']) {
    await portico.twin.control('POST', 'faults', { kind, times: 2 })
    await member.postJson('/api/customer-sessions', { components: ['payment_element'] }, reference)
    await member.get('/payment-methods')
    await portico.twin.control('DELETE', 'faults')
  }
  await member.get(`/return?setup_intent=${secret.split('_secret')[0]}&setup_intent_client_secret=${secret}`)
  await member.get(`/go/portal?client_secret=${secret}`)
  await member.get(`/nowhere/${secret}`)
  await member.postJson('/api/setup-intents', { [secret]: secret }, { ...reference, authorization: `Bearer ${secret}` })
  await member.send('POST', '/csp-reports', {
    headers: { 'content-type': 'application/csp-report' },
    body: JSON.stringify({
      'csp-report': { 'document-uri': `${portico.url}/return?secret=${secret}`, 'blocked-uri': secret },
    }),
  })
}

async function runOperator({ portico, canaries }: Run) {
  const { a } = await getTwoCustomers(portico)
  const operator = createHttpClient(portico.url)
  const token = new URL(await makeOperatorLink(portico)).pathname.split('/').at(-1) ?? ''
  await operator.get(`/admin/enter/${token}`)
  await operator.postForm('/admin/enter', { token })
  for (const value of [token, ...operator.cookies.values()]) canaries.add(value)
  await visitAll(operator, { ...exampleParts(a), customer: a.id }, '/admin')
  await operator.get('/admin/audit/export?format=json')
}

async function visitAll(client: HttpClient, parts: Record<string, string>, under: string) {
  const pages = listAppRoutes().filter(({ isPage, pattern }) => isPage && pattern.startsWith(under))
  for (const { pattern } of pages) {
    await client.get(fillPattern(pattern, parts))
    await client.getData(fillPattern(pattern, parts))
  }
}

/** Everything that outlives a request, as one text for each place. */
async function collectRemains({ portico, logFile, metricsPort, traces }: Run): Promise<Map<string, string>> {
  const places = new Map([['the log', readFileSync(logFile, 'latin1')]])
  const tables = await query(portico, sql`select tablename from pg_tables where schemaname = 'public'`)
  for (const { tablename } of tables) {
    const rows = await query(portico, sql`select t::text as row from ${sql.identifier(String(tablename))} t`)
    places.set(`table ${tablename}`, rows.map(({ row }) => row).join('\n'))
  }
  // What was built cannot know them; what Next writes while it serves could.
  for (const entry of globSync('.next/{cache/fetch-cache,cache/images,server/app}/**/*', { withFileTypes: true }))
    if (entry.isFile()) {
      const file = join(entry.parentPath, entry.name)
      places.set(file, readFileSync(file, 'latin1'))
    }
  places.set('the metrics', await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text())
  places.set('the traces', traces.bodies.join('\n'))
  return places
}

/** A secret as it is, and as it stands in an address, a JSON text in JSON, or base64. */
function writings(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '')
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64.slice(0, -2)]
}

function findLeaks(places: Map<string, string>, canaries: Iterable<string>): string[] {
  return [...canaries].flatMap((canary) =>
    [...places]
      .filter(([, text]) => writings(canary).some((writing) => text.includes(writing)))
      .map(([place]) => `${place}: ${canary.slice(0, 12)}…`),
  )
}

let stripe: RecordedStripe
let traces: OtlpReceiver
test.afterAll(() => Promise.all([stripe.stop(), traces.stop()]))

test('after everything was done once, no secret is in the log, the database, a cache, the metrics or the traces', async ({
  portico,
}) => {
  test.setTimeout(120_000)
  await getTwoCustomers(portico)
  stripe = await startRecordedStripe(portico.twin.base)
  traces = await startOtlpReceiver()
  const [port, metricsPort] = [await findFreePort(), await findFreePort()]
  const url = `http://localhost:${port}`
  await portico.startSecondInstance({
    PORT: String(port),
    PORTICO_URL: url,
    STRIPE_API_URL: stripe.address,
    OTEL_EXPORTER_OTLP_ENDPOINT: traces.address,
    METRICS_PORT: String(metricsPort),
    LOG_LEVEL: 'debug',
  })
  const logFile = join(portico.logFolder, String(port), 'web.log')
  const canaries = new Set([
    portico.twin.key,
    String(portico.variables.STRIPE_SECRET_KEY),
    portico.handoff.secret,
    new URL(portico.databaseUrl).password,
  ])
  const run: Run = { portico: { ...portico, url }, canaries, logFile, metricsPort, traces }
  await runMember(run)
  await runOperator(run)
  for (const secret of stripe.secrets) canaries.add(secret)

  expect(stripe.secrets.size).toBeGreaterThan(8)
  for (const canary of canaries) expect(canary.length, canary.slice(0, 6)).toBeGreaterThanOrEqual(16)
  await expect.poll(() => traces.spans().length, { timeout: 10_000 }).toBeGreaterThan(100)
  const places = await collectRemains(run)
  expect(places.get('the log')).toMatch(/"route":"\/api\/customer-sessions"/)
  expect(places.get('table mints')).toContain('req_')
  expect(places.get('the metrics')).toMatch(/portico_mints_total\{.*\} [1-9]/)
  expect(findLeaks(new Map([['planted', `x${[...stripe.secrets][0]}x`]]), canaries)).toHaveLength(1)
  expect(findLeaks(places, canaries)).toEqual([])
})

import { sql } from 'drizzle-orm'
import { connect } from '#lib/database/connect.ts'
import { exampleParts, fillPattern, listAppRoutes } from '../setup/app-routes.ts'
import { type Member, signInMember } from '../setup/host-app.ts'
import { type Answer, createHttpClient } from '../setup/http-client.ts'
import type { Portico } from '../setup/instance.ts'
import { findLoginReference } from '../setup/open-services.ts'
import { signInOperator } from '../setup/operator.ts'
import { getSharedServers } from '../setup/shared-servers.ts'
import { expect, test } from '../setup/test.ts'
import { getTwoCustomers } from '../setup/two-customers.ts'

interface World {
  member: Member
  login: string
  parts: Record<string, string>
}

async function prepare(portico: Portico): Promise<World> {
  const { a } = await getTwoCustomers(portico)
  const member = await signInMember(portico, { customer: a.id })
  const login = await findLoginReference(portico, member)
  const operator = await signInOperator(portico)
  for (const [name, value] of operator.cookies) member.cookies.set(name, value)
  const parts = exampleParts(a)
  return { member, login, parts }
}

/** A stack, SQL, the driver's or Stripe's own words, keys, addresses of machines, paths on disk. */
const tells = [
  /\bat [\w.<>]+ \(/,
  /\.(ts|js|mjs):\d+/,
  /\b(select|insert into|update|delete from) ["\w]/i,
  /\b(relation|column|constraint|syntax error|ECONNREFUSED|ETIMEDOUT|57P0\d|postgres|drizzle|pg-pool)\b/i,
  /\b[rs]k_(test|live)_/,
  /\breq_\w{6}/,
  /rak_\w+/,
  /node_modules|\/lib\/|\/server\//,
  /_secret_/,
]

/** Scripts and data of the page itself name files; what a person reads must not. */
function visibleText({ headers, text }: Answer): string {
  if (!headers.get('content-type')?.includes('text/html')) return text
  return text.replaceAll(/<(script|style)\b.*?<\/\1>/gs, '').replaceAll(/<(link|meta)[^>]*>/g, '')
}

function expectLittle(answer: Answer, what: string) {
  for (const tell of tells) expect(visibleText(answer), what).not.toMatch(tell)
  if (answer.status < 400 || answer.status === 404) return
  expect(answer.text.includes(String(answer.headers.get('x-request-id'))), `${what} has its reference`).toBe(true)
}

/** Every mint and change that a signed-in customer can ask for. */
function askForEverything({ member, login, parts }: World): Promise<[string, Answer][]> {
  const reference = { 'portico-login': login }
  const form = { accept: 'text/html' }
  const asked: [string, Promise<Answer>][] = [
    ['customer session', member.postJson('/api/customer-sessions', { components: ['payment_element'] }, reference)],
    ['setup intent', member.postJson('/api/setup-intents', {}, reference)],
    ['invoice payment', member.postJson('/api/invoice-payments', { invoice: parts.invoice }, reference)],
    ['portal session', member.postForm('/api/portal-sessions', { flow: 'portal_homepage', login }, form)],
  ]
  return Promise.all(asked.map(async ([what, answer]): Promise<[string, Answer]> => [what, await answer]))
}

for (const kind of ['500', 'reset', 'truncated', 'hang']) {
  test(`Stripe that fails (${kind}) is a plain 503 with a reference, and nothing is minted`, async ({ portico }) => {
    test.slow()
    const world = await prepare(portico)
    await portico.twin.control('POST', 'faults', { kind, times: 1000 })
    try {
      for (const [what, answer] of await askForEverything(world)) {
        expect(answer.status, what).toBe(503)
        expect(answer.headers.get('retry-after'), what).not.toBeNull()
        expect(answer.location, what).toBeNull()
        expectLittle(answer, what)
      }
      const pages =
        kind === 'hang' ? ['/'] : ['/', '/invoices', '/payment-methods', '/manage', `/pay/${world.parts.invoice}`]
      // At once, for each waits for Stripe in vain.
      const answers = await Promise.all(pages.map(async (path) => ({ path, answer: await world.member.get(path) })))
      for (const { path, answer } of answers) expectLittle(answer, path)
    } finally {
      await portico.twin.control('DELETE', 'faults')
    }
    for (const [what, answer] of await askForEverything(world)) expect(answer.status, what).toBeLessThan(400)
  })
}

/** Runs something while nobody can reach the instance's database. */
async function withoutDatabase({ databaseUrl }: Portico, work: () => Promise<void>) {
  const name = new URL(databaseUrl).pathname.slice(1)
  const { database, close } = connect(getSharedServers().templateUrl, { maxConnections: 1 })
  try {
    await database.execute(sql`alter database ${sql.identifier(name)} allow_connections false`)
    await database.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`)
    await work()
  } finally {
    await database.execute(sql`alter database ${sql.identifier(name)} allow_connections true`)
    await close()
  }
}

test('a database that is down mints nothing, opens nothing, and says little', async ({ portico }) => {
  test.slow()
  const world = await prepare(portico)
  const { member, parts } = world
  await member.get('/')
  const last = (await portico.twin.ledger()).at(-1)?.sequence
  await withoutDatabase(portico, async () => {
    for (const [what, answer] of await askForEverything(world)) {
      expect([500, 503], what).toContain(answer.status)
      expectLittle(answer, what)
    }
    for (const { pattern, isPage } of listAppRoutes()) {
      const path = fillPattern(pattern, parts)
      const answer = await member.get(path)
      if (isPage) expectLittle(answer, path)
      expect(answer.text, path).not.toContain('_secret_')
    }
    expect(await portico.twin.ledger(last)).toEqual([])

    const health = createHttpClient(portico.url)
    expect((await health.get('/livez')).status).toBe(200)
    const notReady = await health.get('/readyz')
    expect(notReady.status).toBe(503)
    expect(notReady.json()).toMatchObject({
      checks: expect.arrayContaining([{ name: 'database', ok: false, detail: expect.any(String) }]),
    })
    expectLittle({ ...notReady, status: 200 }, '/readyz')
  })
  for (const [what, answer] of await askForEverything(world)) expect(answer.status, what).toBeLessThan(400)
})

test('a key that Stripe does not accept is no business of the customer', async ({ portico }) => {
  const world = await prepare(portico)
  const address = await portico.startSecondInstance({ STRIPE_SECRET_KEY: 'rk_test_nobodyKnowsThisKey0123456789' })
  const lost = { ...world, member: { ...world.member, ...world.member.at(address) } }
  for (const [what, answer] of await askForEverything(lost)) {
    expect(answer.status, what).toBeGreaterThanOrEqual(400)
    expectLittle(answer, what)
    expect(answer.text, what).not.toContain('nobodyKnowsThisKey')
  }
})

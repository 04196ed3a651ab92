import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exampleParts, fillPattern, listAppRoutes } from '../setup/app-routes.ts'
import { signInMember } from '../setup/host-app.ts'
import type { Portico } from '../setup/instance.ts'
import { findLoginReference } from '../setup/open-services.ts'
import { signInOperator } from '../setup/operator.ts'
import { expect, test } from '../setup/test.ts'
import { getTwoCustomers } from '../setup/two-customers.ts'

/** What a secret looks like, whosever it is. */
const shapes = [/\b[rs]k_(test|live)_\w+/, /whsec_\w+/, /postgres(ql)?:\/\//, /-----BEGIN/, /\bDATABASE_URL\b/]

const files = globSync('.next/static/**/*', { withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))

/** The secrets of this very instance. */
function secretsOf({ twin, variables, handoff, databaseUrl }: Portico): string[] {
  const values = [twin.key, variables.STRIPE_SECRET_KEY, handoff.secret, databaseUrl, new URL(databaseUrl).password]
  return values.filter((value) => value !== undefined && value !== '') as string[]
}

function expectNoSecret(text: string, portico: Portico, where: string) {
  for (const shape of shapes) expect(text.match(shape)?.[0].slice(0, 12), where).toBeUndefined()
  for (const secret of secretsOf(portico)) expect(text.includes(secret), where).toBe(false)
}

test('no file that browsers load holds one', ({ portico }) => {
  expect(files.filter((file) => file.endsWith('.js')).length).toBeGreaterThan(5)
  for (const file of files) expectNoSecret(readFileSync(file, 'latin1'), portico, file)
})

test('no source map is there, named or served', async ({ portico }) => {
  const { a } = await getTwoCustomers(portico)
  const member = await signInMember(portico, { customer: a.id })
  expect(files.filter((file) => file.endsWith('.map'))).toEqual([])
  for (const file of files.filter((name) => /\.(js|css)$/.test(name))) {
    expect(readFileSync(file, 'utf8').includes('sourceMappingURL'), file).toBe(false)
    const answer = await member.get(`/_next/${file.slice('.next/'.length)}.map`)
    expect(answer.status, file).toBe(404)
  }
})

test('no page holds one, nor a client secret, as HTML or as data', async ({ portico }) => {
  const { a } = await getTwoCustomers(portico)
  const member = await signInMember(portico, { customer: a.id })
  const operator = await signInOperator(portico)
  for (const [name, value] of operator.cookies) member.cookies.set(name, value)
  const parts = exampleParts(a)
  for (const { pattern } of listAppRoutes().filter(({ isPage }) => isPage)) {
    const path = fillPattern(pattern, parts)
    for (const answer of [await member.get(path), await member.getData(path)]) {
      expectNoSecret(answer.text, portico, pattern)
      expectNoSecret(JSON.stringify([...answer.headers]), portico, pattern)
      expect(answer.text, pattern).not.toMatch(/_secret_/)
      for (const value of member.cookies.values()) expect(answer.text.includes(value), pattern).toBe(false)
    }
  }
})

test('none is written to the log, nor what was minted', async ({ portico }) => {
  const { a } = await getTwoCustomers(portico)
  const member = await signInMember(portico, { customer: a.id })
  const login = await findLoginReference(portico, member)
  const reference = { 'portico-login': login }
  const minted = await member.postJson('/api/customer-sessions', { components: ['payment_element'] }, reference)
  const setup = await member.postJson('/api/setup-intents', {}, reference)
  const invoice = await member.postJson('/api/invoice-payments', { invoice: a.openInvoice }, reference)
  const portal = await member.postForm('/api/portal-sessions', { flow: 'portal_homepage', login })
  const secrets = [minted, setup, invoice].map((answer) => (answer.json() as { client_secret: string }).client_secret)
  for (const secret of secrets) expect(secret).toMatch(/.{20}/)
  await member.get(`/return?setup_intent=${a.setupIntent}&setup_intent_client_secret=${secrets[1]}`)
  await portico.twin.control('POST', 'faults', { kind: '500', times: 3 })
  await member.postJson('/api/customer-sessions', { components: ['payment_element'] }, reference)
  await portico.twin.control('DELETE', 'faults')

  const log = readFileSync(join(portico.logFolder, 'web.log'), 'utf8')
  expectNoSecret(log, portico, 'web.log')
  for (const value of [...secrets, portal.location ?? '', ...member.cookies.values()]) {
    expect(value.length).toBeGreaterThan(20)
    expect(log.includes(value)).toBe(false)
  }
})

test('no file of the server is served', async ({ portico }) => {
  const { a } = await getTwoCustomers(portico)
  const member = await signInMember(portico, { customer: a.id })
  const paths = ['/.env', '/.git/config', '/package.json', '/.next/BUILD_ID', '/_next/server/app/page.js']
  const climbing = [
    '/_next/static/../server/pages-manifest.json',
    '/_next/static/..%2f..%2fpackage.json',
    '/lib/env.ts',
  ]
  for (const path of [...paths, ...climbing, '/_next/required-server-files.json', '/server/web.ts', '/.portico']) {
    const answer = await member.get(path)
    expect([400, 404], path).toContain(answer.status)
  }
})

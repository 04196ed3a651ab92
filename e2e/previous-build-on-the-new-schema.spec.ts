// A rolling upgrade: the database is migrated while the version before still serves, and both go on side by side.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { findFreePort } from '#server/free-port.ts'
import { type Child, startChild } from '#server/start/start-child.ts'
import { signInMember } from './setup/host-app.ts'
import { createHttpClient } from './setup/http-client.ts'
import type { Portico } from './setup/instance.ts'
import { findLoginReference } from './setup/open-services.ts'
import { makeOperatorLink } from './setup/operator.ts'
import { buildPreviousVersion, findPreviousVersion, type PreviousBuild } from './setup/previous-build.ts'
import { expect, test } from './setup/test.ts'
import { getTwoCustomers } from './setup/two-customers.ts'

const previous = findPreviousVersion()
let build: PreviousBuild | undefined
let web: Child | undefined
test.afterAll(async () => {
  await web?.stop()
  build?.remove()
})

/** As `npm run serve` of that version starts it, on this version's database and for the same people. */
async function servePrevious(portico: Portico, { folder }: PreviousBuild): Promise<string> {
  const logFolder = join(portico.logFolder, 'previous')
  mkdirSync(logFolder, { recursive: true })
  web = startChild({
    name: 'The version before',
    args: ['server/serve.ts'],
    folder,
    env: { ...process.env, ...portico.variables, PORT: String(await findFreePort()) },
    log: join(logFolder, 'web.log'),
  })
  return String((await web.ready(60_000)).url)
}

test('the version before serves on the new schema, beside this one', async ({ portico }) => {
  test.skip(!previous, 'The history does not reach back to the version before the latest migration.')
  test.setTimeout(300_000)
  if (!previous) return
  const { a } = await getTwoCustomers(portico)
  build = buildPreviousVersion(previous)
  expect(existsSync(join(build.folder, build.unknownMigration))).toBe(false)
  const address = await servePrevious(portico, build)
  expect((await fetch(`${address}/readyz`)).status).toBe(200)

  // Somebody signs in here and goes on there, and the reverse.
  const member = await signInMember(portico, { customer: a.id })
  const reference = { 'portico-login': await findLoginReference(portico, member) }
  for (const at of [portico.url, address, portico.url]) {
    const there = member.at(at)
    for (const path of ['/', '/invoices', '/plans', '/payment-methods', '/manage', `/pay/${a.openInvoice}`])
      expect((await there.get(path)).status, `${at}${path}`).toBe(200)
    const mint = await there.postJson('/api/customer-sessions', { components: ['payment_element'] }, reference)
    expect(mint.status, at).toBe(200)
    const flow = { flow: 'portal_homepage', login: String(reference['portico-login']) }
    expect((await there.postForm('/api/portal-sessions', flow)).status, at).toBe(303)
  }

  const operator = createHttpClient(portico.url, address)
  const token = new URL(await makeOperatorLink(portico)).pathname.split('/').at(-1) ?? ''
  expect((await operator.postForm('/admin/enter', { token })).status).toBe(303)
  for (const path of [
    '/admin/components',
    '/admin/company',
    '/admin/audit',
    '/admin/operators',
    `/admin/customers/${a.id}`,
  ])
    for (const at of [address, portico.url]) expect((await operator.at(at).get(path)).status, `${at}${path}`).toBe(200)
  await member.at(address).postForm('/login/sign-out', {})
  expect((await member.get('/invoices')).status).not.toBe(200)
})

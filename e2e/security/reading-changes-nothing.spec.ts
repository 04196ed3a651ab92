import { sql } from 'drizzle-orm'
import { type AppRoute, exampleParts, fillPattern, listAppRoutes } from '../setup/app-routes.ts'
import { lendCookies, postHandoff, signHandoff, signInMember, startVisit } from '../setup/host-app.ts'
import { createHttpClient } from '../setup/http-client.ts'
import type { Portico } from '../setup/instance.ts'
import { isWrite } from '../setup/ledger.ts'
import { query } from '../setup/open-services.ts'
import { makeOperatorLink, signInOperator } from '../setup/operator.ts'
import { readAllRows } from '../setup/table-rows.ts'
import { expect, test } from '../setup/test.ts'
import { getTwoCustomers } from '../setup/two-customers.ts'

const readings: [string, Record<string, string>][] = [
  ['a visit', { accept: 'text/html' }],
  ['a click inside', { rsc: '1' }],
  ['a prefetch by Next', { rsc: '1', 'next-router-prefetch': '1' }],
  ['a prefetch of a segment', { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' }],
  ['a prefetch by the browser', { accept: 'text/html', purpose: 'prefetch', 'sec-purpose': 'prefetch;prerender' }],
]
const methods = ['GET', 'HEAD', 'OPTIONS']

async function prepareEveryone(portico: Portico) {
  const { a } = await getTwoCustomers(portico)
  const everyone = await signInMember(portico, { customer: a.id })
  const operator = await signInOperator(portico)
  for (const [name, value] of operator.cookies) everyone.cookies.set(name, value)
  const token = new URL(await makeOperatorLink(portico, 'editor')).pathname.split('/').at(-1) ?? ''
  return { everyone, a, parts: { ...exampleParts(a), token } }
}

async function writesAtStripe({ twin }: Portico, after: number) {
  return (await twin.ledger(after)).filter(isWrite)
}

async function lastCall({ twin }: Portico) {
  return (await twin.ledger()).at(-1)?.sequence ?? 0
}

function describeRoute({ pattern, isPage }: AppRoute) {
  return `${pattern} ${isPage ? '(page)' : '(route)'}`
}

for (const route of listAppRoutes()) {
  test(`reading ${describeRoute(route)} writes nothing`, async ({ portico }) => {
    const { everyone, parts } = await prepareEveryone(portico)
    const path = fillPattern(route.pattern, parts)
    const rows = await readAllRows(portico)
    const last = await lastCall(portico)
    for (const client of [everyone, createHttpClient(portico.url)]) {
      for (const [what, headers] of readings) {
        for (const method of methods) {
          const answer = await client.send(method, path, { headers })
          expect(answer.status, `${method}, ${what}`).toBeLessThan(500)
          if ('rsc' in headers && method === 'GET') await client.getData(path, headers)
        }
      }
    }
    expect(await writesAtStripe(portico, last)).toEqual([])
    expect(await readAllRows(portico)).toEqual(rows)
  })
}

test('looking at a one-time address or asking for its headers uses nothing up', async ({ portico }) => {
  const { a } = await getTwoCustomers(portico)
  const client = createHttpClient(portico.url)
  const nonce = await startVisit(client)
  await postHandoff(client, await signHandoff(portico, { customer: a.id, nonce }))
  const rows = await readAllRows(portico)
  for (const method of ['HEAD', 'OPTIONS']) await client.send(method, '/login/arrive')
  expect(await readAllRows(portico)).toEqual(rows)
  expect((await client.get('/login/arrive')).location).toBe('/')
  expect(await query(portico, sql`select 1 from handoff_tickets where used_at is not null`)).not.toEqual([])
})

test('hovering over every link and button of every page writes nothing', async ({ portico, page, context }) => {
  const { everyone, a } = await prepareEveryone(portico)
  await lendCookies(portico, everyone, context)
  const rows = await readAllRows(portico)
  const pages = ['/', '/invoices', '/manage', '/admin/components', '/admin/company', '/admin/audit', '/sign-in']
  const last = await lastCall(portico)
  for (const path of [...pages, `/pay/${a.paidInvoice}`]) {
    await page.goto(`${portico.url}${path}`)
    for (const target of await page.locator('a:visible, button:visible').all()) await target.hover({ force: true })
  }
  await page.waitForTimeout(500)
  expect(await writesAtStripe(portico, last)).toEqual([])
  expect(await readAllRows(portico)).toEqual(rows)
})

// Ways past a check that sits before the pages. Here none sits there: every page asks for itself who may see it.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { exampleParts, fillPattern, listAppRoutes } from '../setup/app-routes.ts'
import { getExactly } from '../setup/get-exactly.ts'
import { signInMember } from '../setup/host-app.ts'
import type { HttpClient } from '../setup/http-client.ts'
import type { Portico } from '../setup/instance.ts'
import { signInOperator } from '../setup/operator.ts'
import { expect, test } from '../setup/test.ts'
import { getTwoCustomers } from '../setup/two-customers.ts'

const buildId = () => readFileSync('.next/BUILD_ID', 'utf8').trim()
const pages = listAppRoutes().filter(({ isPage }) => isPage)

/** One page by other names, which a router may take for the same page and a check before it for another. */
function disguise(path: string): string[] {
  const bare = path === '/' ? '/index' : path
  const last = bare.at(-1) ?? ''
  const escapedLast = `%${last.charCodeAt(0).toString(16)}`
  return [
    `${bare}.rsc`,
    `${bare}.rsc?_rsc=1a2b3`,
    `${path}?_rsc=1a2b3`,
    `${bare}.txt`,
    `${bare}.json`,
    `${bare}.html`,
    `${bare}.prefetch.rsc`,
    `${bare}.segments/_tree.segment.rsc`,
    `${bare}.segments/_full.segment.rsc`,
    `/_next/data/${buildId()}${bare}.json`,
    `/_next/static/..${bare}`,
    `/_next/static/%2e%2e${bare}`,
    `/${path}`,
    `//localhost${path}`,
    `${path}/`,
    `${path}//`,
    `${bare}.`,
    `${bare}%2f`,
    `%2f${path}`.replace('%2f/', '/%2f'),
    `/.${path}`,
    `/x/..${path}`,
    `/x%2f..${path}`,
    `/x/%2e%2e${path}`,
    `${bare.slice(0, -1)}${escapedLast}`,
    `${bare.slice(0, -1)}${escapedLast.replace('%', '%25')}`,
    bare.toUpperCase(),
    `${bare.slice(0, 2).toUpperCase()}${bare.slice(2)}`,
    `${bare};x=y`,
    `${bare}%00`,
    `${bare}%0a`,
    `${bare}%20`,
    `${bare}\\`,
    `${path}?nxtPcustomer=cus_x&nxtPinvoice=in_x&nxtIcustomer=cus_x`,
    `${path}?__nextLocale=en&__nextDataReq=1&__nextDefaultLocale=en&amp=1`,
    `${path}?_next_data=1&x-middleware-subrequest=1`,
  ]
}

const fivefold = (name: string) => Array.from({ length: 5 }, () => name).join(':')

const tree = encodeURIComponent(JSON.stringify(['', { children: ['__PAGE__', {}] }, null, null, true]))
const pretences: Record<string, string>[] = [
  {},
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1' },
  { rsc: '1', 'next-router-prefetch': '2' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_full' },
  { rsc: '1', 'next-router-state-tree': tree, 'next-url': '/sign-in' },
  { 'next-hmr-refresh': '1', rsc: '1' },
  { 'next-resume': '1' },
  { 'next-instant-navigation-testing-prefetch': '1', rsc: '1' },
  ...['proxy', 'middleware', 'src/middleware', 'pages/_middleware'].map((name) => ({
    'x-middleware-subrequest': fivefold(name),
  })),
  { 'x-middleware-prefetch': '1', 'x-nextjs-data': '1' },
  { 'x-middleware-next': '1', 'x-middleware-skip': '1' },
  { 'x-middleware-set-cookie': 'portico_login=x', 'x-middleware-override-headers': 'cookie' },
  { 'x-middleware-invoke': '1', 'x-middleware-request-cookie': 'portico_login=x' },
  { 'x-nextjs-rewrite': '/', 'x-nextjs-matched-path': '/' },
  { 'x-prerender-revalidate': 'x', 'x-vercel-revalidate': 'x' },
  { 'x-now-route-matches': '1=cus_x', 'x-matched-path': '/' },
  { purpose: 'prefetch', 'sec-purpose': 'prefetch;prerender' },
  { authorization: 'Bearer x', 'x-user': 'owner', 'x-forwarded-user': 'owner@acme.example' },
]
const pointers = ['x-middleware-rewrite', 'x-invoke-path', 'x-invoke-output', 'x-original-url', 'x-rewrite-url']
const drawers = ['x-portico-draw', 'x-forwarded-uri', 'x-matched-path', 'x-forwarded-prefix']

async function prepare(portico: Portico) {
  const { a } = await getTwoCustomers(portico)
  const member = await signInMember(portico, { customer: a.id, email: `${a.marker}@members.example` })
  const operator = await signInOperator(portico)
  return { a, member, operator, parts: exampleParts(a), markers: [a.marker, 'owner@acme.example'] }
}

/** What somebody without a login gets, by every name of the page and with every pretence. */
async function* askAsStranger(portico: Portico, path: string) {
  const { origin } = new URL(portico.url.replace('localhost', '127.0.0.1'))
  const ask = async (target: string, headers: Record<string, string>) => ({
    what: `${target} ${JSON.stringify(headers)}`,
    ...(await getExactly(origin, target, headers)),
  })
  for (const target of disguise(path)) {
    yield ask(target, {})
    yield ask(target, { rsc: '1' })
  }
  for (const headers of pretences) {
    yield ask(path, headers)
    yield ask(`${path}?_rsc=1a2b3`, headers)
  }
  for (const name of [...pointers, ...drawers]) yield ask('/sign-in', { [name]: path })
}

test('the pages do hold what a stranger must not see', async ({ portico }) => {
  const { a, member, operator, parts, markers } = await prepare(portico)
  const holds = async (client: HttpClient, path: string, marker: string) =>
    expect((await client.get(path)).text, path).toContain(marker)
  await holds(member, '/', markers[0] ?? '')
  await holds(member, `/pay/${a.openInvoice}`, markers[0] ?? '')
  await holds(operator, fillPattern('/admin/customers/[customer]', { ...parts, customer: a.id }), markers[0] ?? '')
  await holds(operator, '/admin/operators', markers[1] ?? '')
})

for (const { pattern } of pages) {
  test(`${pattern} shows a stranger nothing, whatever it is called`, async ({ portico }) => {
    const { a, parts, markers } = await prepare(portico)
    const path = fillPattern(pattern, { ...parts, customer: a.id })
    const last = (await portico.twin.ledger()).at(-1)?.sequence
    let asked = 0
    for await (const { what, status, text } of askAsStranger(portico, path)) {
      asked += 1
      expect(status, what).toBeLessThan(500)
      for (const marker of markers) expect(text.includes(marker), what).toBe(false)
    }
    expect(asked).toBeGreaterThan(100)
    expect(await portico.twin.ledger(last), 'Stripe was asked on a stranger’s behalf').toEqual([])
  })
}

test('no proxy or middleware stands before the pages, so that none can be gone around', () => {
  expect(globSync('{,src/,app/}{proxy,middleware}.{js,mjs,ts,tsx}')).toEqual([])
  const manifest = '.next/server/middleware-manifest.json'
  const known = z.object({ middleware: z.object({}).catchall(z.unknown()) })
  if (existsSync(manifest)) expect(known.parse(JSON.parse(readFileSync(manifest, 'utf8'))).middleware).toEqual({})
  const functions = '.next/server/functions-config-manifest.json'
  if (existsSync(functions)) expect(readFileSync(functions, 'utf8')).not.toContain('/_middleware')
})

// PCI DSS 6.4.3: every script of a payment page is known, has an owner and a reason. Here that goes for every page.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { exampleParts, fillPattern, listAppRoutes } from '../setup/app-routes.ts'
import { type ExecutedScript, watchScripts } from '../setup/executed-scripts.ts'
import { lendCookies, signInMember } from '../setup/host-app.ts'
import type { Portico } from '../setup/instance.ts'
import { signInOperator } from '../setup/operator.ts'
import { publishPolicy } from '../setup/shop.ts'
import { expect, test } from '../setup/test.ts'
import { getTwoCustomers } from '../setup/two-customers.ts'

const common = { owner: z.string().min(1), reason: z.string().min(20) }
const entry = z.discriminatedUnion('hash', [
  z.strictObject({
    ...common,
    hash: z.literal('build'),
    url: z.literal('/_next/static/**/*.js'),
    pages: z.literal('all'),
  }),
  z.strictObject({
    ...common,
    hash: z.literal('nonce'),
    url: z.literal('inline'),
    begins: z.array(z.string().min(5)),
    pages: z.literal('all'),
  }),
  z.strictObject({ ...common, hash: z.literal('vendor-managed'), url: z.url(), pages: z.array(z.string()) }),
])
const { scripts: inventory } = z
  .strictObject({ scripts: z.array(entry) })
  .parse(JSON.parse(readFileSync('docs/operations/script-inventory.json', 'utf8')))

type Entry = z.infer<typeof entry>

/** Whether the entry allows this script to run on this page. */
function allows(known: Entry, { url, source }: ExecutedScript, pattern: string, portico: Portico): boolean {
  if (known.hash === 'nonce') return url === undefined && known.begins.some((beginning) => source.startsWith(beginning))
  if (url === undefined) return false
  if (known.hash === 'build') return url.startsWith(`${portico.url}/_next/static/`) && source === builtFile(url)
  return url.replace(portico.twin.base, 'https://js.stripe.com') === known.url && known.pages.includes(pattern)
}

function findEntry(script: ExecutedScript, pattern: string, portico: Portico): Entry | undefined {
  return inventory.find((known) => allows(known, script, pattern, portico))
}

function builtFile(url: string): string {
  return readFileSync(decodeURIComponent(new URL(url).pathname).replace('/_next/', '.next/'), 'utf8')
}

const describeScript = ({ url, source }: ExecutedScript) => url ?? `inline: ${source.slice(0, 80)}`

// A trace would put scripts of its own into the page.
test.use({ trace: 'off' })

test.beforeEach(async ({ portico, context }) => {
  const { a, shop } = await getTwoCustomers(portico)
  // Otherwise Plans shows the plan that is running, and no table.
  await publishPolicy(portico, { ...shop.policy, several_subscriptions: true })
  await lendCookies(portico, await signInMember(portico, { customer: a.id }), context)
  await lendCookies(portico, await signInOperator(portico), context)
})

test('every script that any page runs is in the inventory, and all of the inventory is run', async ({
  portico,
  page,
}) => {
  test.setTimeout(180_000)
  const { a } = await getTwoCustomers(portico)
  const listScripts = await watchScripts(page)
  const seen = new Set<string>()
  for (const { pattern } of listAppRoutes().filter(({ isPage }) => isPage)) {
    await page.goto(`${portico.url}${fillPattern(pattern, { ...exampleParts(a), customer: a.id })}`, {
      waitUntil: 'networkidle',
    })
    for (const script of await listScripts()) {
      const known = findEntry(script, pattern, portico)
      expect(known, `${pattern} runs ${describeScript(script)}`).toBeDefined()
      if (known) seen.add(known.url)
    }
  }
  expect([...seen].toSorted()).toEqual(inventory.map(({ url }) => url).toSorted())
})

test('a script more is noticed, whoever let it in', async ({ portico, page, allowConsoleError }) => {
  allowConsoleError(/./)
  const { a } = await getTwoCustomers(portico)
  const pattern = '/pay/[invoice]'
  const path = fillPattern(pattern, exampleParts(a))
  await page.route(`${portico.url}${path}`, async (route) => {
    const answer = await route.fetch()
    const body = await answer.text()
    const nonce = body.match(/nonce="([^"]+)"/)?.[1]
    const more = ['<script nonce="N">window.extra = 1</script>', '<script nonce="N" src="/icon.js"></script>']
    await route.fulfill({
      response: answer,
      body: body.replace('</body>', `${more.join('').replaceAll('N', String(nonce))}</body>`),
    })
  })
  await page.route('**/icon.js', (route) => route.fulfill({ contentType: 'text/javascript', body: 'window.extra = 2' }))
  // One byte more than was built.
  await page.route('**/_next/static/**/*.js', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: `${await answer.text()};` })
  })
  const listScripts = await watchScripts(page)
  await page.goto(`${portico.url}${path}`, { waitUntil: 'networkidle' })
  const unknown = (await listScripts()).filter((script) => !findEntry(script, pattern, portico)).map(describeScript)
  expect(unknown).toContain('inline: window.extra = 1')
  expect(unknown).toContain(`${portico.url}/icon.js`)
  expect(unknown.filter((script) => script.includes('/_next/static/')).length).toBeGreaterThan(0)
})

import type { Page, Request } from '@playwright/test'
import { lendCookies, signInMember } from '../setup/host-app.ts'
import type { Portico } from '../setup/instance.ts'
import { makeOperatorLink, signInOperator } from '../setup/operator.ts'
import { publishPolicy } from '../setup/shop.ts'
import { expect, test } from '../setup/test.ts'
import { getTwoCustomers } from '../setup/two-customers.ts'

const embedPages = ['/plans', '/buy', '/payment-methods']
const ownPages = ['/', '/invoices', '/manage', '/sign-in', '/login/signed-out', '/nowhere']
const adminPages = ['/admin/components', '/admin/company', '/admin/audit', '/admin/sign-in']

test.beforeEach(async ({ portico, context }) => {
  const { a } = await getTwoCustomers(portico)
  await lendCookies(portico, await signInMember(portico, { customer: a.id }), context)
  await lendCookies(portico, await signInOperator(portico), context)
})

/** Every request that leaves the browser for somebody else than us. */
function watchForeignRequests({ url }: Portico, page: Page): Request[] {
  const foreign: Request[] = []
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== url) foreign.push(request)
  })
  return foreign
}

async function expectNothingOfStripe(page: Page, { twin }: Portico) {
  const found = await page.evaluate(() => ({
    scripts: [...document.scripts].map(({ src }) => src),
    frames: [...document.querySelectorAll('iframe')].map(({ src }) => src),
    globals: ['Stripe', 'StripePricingTable'].filter((name) => name in window),
    loaded: performance.getEntriesByType('resource').map(({ name }) => name),
  }))
  expect(
    [...found.scripts, ...found.frames, ...found.loaded].filter((address) => address.startsWith(twin.base)),
  ).toEqual([])
  expect(found.globals).toEqual([])
}

for (const path of [...ownPages, ...adminPages]) {
  test(`${path} asks nobody but us for anything`, async ({ portico, page }) => {
    const foreign = watchForeignRequests(portico, page)
    await page.goto(`${portico.url}${path}`, { waitUntil: 'networkidle' })
    expect(foreign.map((request) => request.url())).toEqual([])
    await expectNothingOfStripe(page, portico)
  })
}

test('the operator’s link asks nobody but us for anything', async ({ portico, page }) => {
  const foreign = watchForeignRequests(portico, page)
  await page.goto(await makeOperatorLink(portico), { waitUntil: 'networkidle' })
  expect(foreign.map((request) => request.url())).toEqual([])
})

test('the embed pages ask Stripe alone, and run no script of anybody else', async ({ portico, page }) => {
  const { a, shop } = await getTwoCustomers(portico)
  // Otherwise Plans shows the plan that is running, and no table.
  await publishPolicy(portico, { ...shop.policy, several_subscriptions: true })
  const foreign = watchForeignRequests(portico, page)
  for (const path of [...embedPages, `/pay/${a.openInvoice}`]) {
    await page.goto(`${portico.url}${path}`, { waitUntil: 'networkidle' })
    const origins = new Set(foreign.splice(0).map((request) => new URL(request.url()).origin))
    expect([...origins], path).toEqual([portico.twin.base])
    const scripts = await page.evaluate(() => [...document.scripts].map(({ src }) => src).filter(Boolean))
    for (const script of scripts) expect([portico.url, portico.twin.base]).toContain(new URL(script).origin)
  }
})

const ways = [
  ['/plans', '/'],
  ['/buy', '/invoices'],
  ['/payment-methods', '/manage'],
]
for (const [from, to] of ways) {
  test(`a click from ${from} to ${to} leaves Stripe behind, and the way back finds it again`, async ({
    portico,
    page,
  }) => {
    await page.goto(`${portico.url}${from}`, { waitUntil: 'networkidle' })
    const foreign = watchForeignRequests(portico, page)
    await page.locator(`a[href="${to}"]:visible`).first().click()
    await page.waitForURL(`${portico.url}${to}`)
    await page.waitForLoadState('networkidle')
    await expectNothingOfStripe(page, portico)

    foreign.length = 0
    await page.locator('a[href="/payment-methods"]:visible').first().click()
    await page.waitForURL('**/payment-methods')
    await expect.poll(() => foreign.length).toBeGreaterThan(0)

    await page.goBack()
    await page.waitForURL(`${portico.url}${to}`)
    await page.waitForLoadState('networkidle')
    await expectNothingOfStripe(page, portico)
  })
}

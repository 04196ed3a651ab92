import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { lendCookies, signInMember } from '../setup/host-app.ts'
import type { Portico } from '../setup/instance.ts'
import { makeOperatorLink, signInOperator } from '../setup/operator.ts'
import { expect, test } from '../setup/test.ts'
import { getTwoCustomers } from '../setup/two-customers.ts'

/** Collects what the policy blocks on a page, from before its first script. */
async function watchViolations(page: Page): Promise<string[]> {
  const seen: string[] = []
  await page.exposeFunction('reportViolation', (text: string) => seen.push(text))
  await page.addInitScript(() => {
    const report = (globalThis as unknown as { reportViolation(text: string): void }).reportViolation
    addEventListener('securitypolicyviolation', (event) =>
      report(`${event.effectiveDirective} blocked ${event.blockedURI} on ${event.documentURI}`),
    )
  })
  return seen
}

async function listPages(portico: Portico): Promise<string[]> {
  const { a } = await getTwoCustomers(portico)
  const ofMembers = ['/', '/invoices', '/plans', '/buy', '/payment-methods', '/payment-methods?done=saved', '/manage']
  const ofInvoices = [`/pay/${a.openInvoice}`, `/pay/${a.paidInvoice}`]
  const ofOperators = [
    '/admin/components',
    '/admin/company',
    '/admin/audit',
    new URL(await makeOperatorLink(portico)).pathname,
  ]
  return [
    ...ofMembers,
    ...ofInvoices,
    ...ofOperators,
    '/sign-in',
    '/login/signed-out',
    '/admin/sign-in',
    '/nowhere',
    '/pay/in_nowhere',
  ]
}

test('nothing of our own is blocked on any page', async ({ portico, page, context }) => {
  test.slow()
  const { a } = await getTwoCustomers(portico)
  await lendCookies(portico, await signInMember(portico, { customer: a.id }), context)
  await lendCookies(portico, await signInOperator(portico), context)
  const violations = await watchViolations(page)
  for (const path of await listPages(portico)) {
    await page.goto(`${portico.url}${path}`, { waitUntil: 'networkidle' })
    expect(violations, path).toEqual([])
    for (const script of await page.locator('script:not([src])').all())
      expect(await script.evaluate((element) => (element as HTMLScriptElement).nonce), path).not.toBe('')
  }
})

test('a page drawn in an answer’s stead has the nonce of that answer', async ({ portico, page, context }) => {
  const { a } = await getTwoCustomers(portico)
  await lendCookies(portico, await signInMember(portico, { customer: a.id, role: 'viewer', sub: 'user_v' }), context)
  const violations = await watchViolations(page)
  await page.goto(`${portico.url}/invoices`)
  await page.evaluate(() => {
    const form = Object.assign(document.createElement('form'), { method: 'post', action: '/api/portal-sessions' })
    document.body.append(form)
    form.submit()
  })
  await page.waitForURL('**/api/portal-sessions')
  await expect(page.locator('h1')).toBeVisible()
  expect(violations).toEqual([])
})

const injections: [string, string, (page: Page, evil: string) => Promise<unknown>][] = [
  [
    'an inline script',
    'script-src-elem',
    (page) =>
      page.evaluate(() => {
        const script = document.createElement('script')
        script.textContent = 'window.injected = true'
        document.body.append(script)
      }),
  ],
  [
    'a script of another site',
    'script-src-elem',
    (page, evil) =>
      page.evaluate((src) => document.body.append(Object.assign(document.createElement('script'), { src })), evil),
  ],
  [
    'a handler in an attribute',
    'script-src-attr',
    (page) =>
      page.evaluate(() => {
        const image = document.createElement('img')
        image.setAttribute('onerror', 'window.injected = true')
        image.src = 'data:,'
        document.body.append(image)
      }),
  ],
  [
    'a script as an address',
    'script-src-elem',
    (page) =>
      page.evaluate(() => {
        const link = Object.assign(document.createElement('a'), { href: 'javascript:window.injected = true' })
        document.body.append(link)
        link.click()
      }),
  ],
  ['text run as a script', 'script-src', (page) => page.evaluate(() => setTimeout('window.injected = true'))],
  [
    'a frame of another site',
    'frame-src',
    (page, evil) =>
      page.evaluate((src) => document.body.append(Object.assign(document.createElement('iframe'), { src })), evil),
  ],
  [
    'a plugin',
    'object-src',
    (page, evil) =>
      page.evaluate((data) => document.body.append(Object.assign(document.createElement('object'), { data })), evil),
  ],
  [
    'data sent to another site',
    'connect-src',
    (page, evil) => page.evaluate((url) => fetch(url, { method: 'POST', body: 'x' }).catch(() => {}), evil),
  ],
  [
    'a form to another site',
    'form-action',
    (page) =>
      page.evaluate(() => {
        const form = Object.assign(document.createElement('form'), {
          action: 'http://127.0.0.1:9/take',
          method: 'post',
        })
        document.body.append(form)
        form.submit()
      }),
  ],
  [
    'another base for every address',
    'base-uri',
    (page) =>
      page.evaluate(() =>
        document.head.append(Object.assign(document.createElement('base'), { href: 'http://127.0.0.1:9/' })),
      ),
  ],
]

for (const path of ['/invoices', '/payment-methods', '/admin/components']) {
  test(`what is injected into ${path} is blocked, and reported`, async ({
    portico,
    page,
    context,
    allowConsoleError,
  }) => {
    allowConsoleError(/Content Security Policy|violates the following|Failed to load resource/)
    const { a } = await getTwoCustomers(portico)
    await lendCookies(portico, await signInMember(portico, { customer: a.id }), context)
    await lendCookies(portico, await signInOperator(portico), context)
    const violations = await watchViolations(page)
    await page.goto(`${portico.url}${path}`, { waitUntil: 'networkidle' })
    for (const [what, directive, inject] of injections) {
      violations.length = 0
      const reported = countReports(portico, directive)
      await inject(page, 'http://127.0.0.1:9/evil.js')
      const blocked = `${directive} blocked`
      await expect.poll(() => violations.some((text) => text.startsWith(blocked)), { message: what }).toBe(true)
      await expect.poll(() => countReports(portico, directive), { message: what }).toBeGreaterThan(reported)
      expect(await page.evaluate(() => 'injected' in window), what).toBe(false)
    }
  })
}

function countReports({ logFolder }: Portico, directive: string): number {
  const lines = readFileSync(join(logFolder, 'web.log'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('content blocked'))
  return lines.filter((line) => JSON.parse(line).directive === directive).length
}

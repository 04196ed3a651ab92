import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { sql } from 'drizzle-orm'
import { createOpenInvoice } from './setup/customers.ts'
import { lendCookies, signInMember } from './setup/host-app.ts'
import { createHttpClient } from './setup/http-client.ts'
import { query } from './setup/open-services.ts'
import { makeOperatorLink, signInOperator } from './setup/operator.ts'
import { expect, test } from './setup/test.ts'

const save = (page: Page) => page.getByRole('button', { name: 'Save settings' }).click()
const component = (page: Page, name: RegExp) => page.getByRole('switch', { name })

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}

test('an operator enters by a link that works once', async ({ portico, page, allowConsoleError }) => {
  allowConsoleError(/401/)
  const link = await makeOperatorLink(portico)
  await page.goto(link)
  await page.reload()
  const ends = await page.getByRole('time').getAttribute('datetime')
  expect(Date.parse(String(ends)) - Date.now()).toBeGreaterThan(14 * 60_000)
  await expect(page.getByRole('main')).toContainText('npm run operator -- invite owner@acme.example')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Open the console' }).click()
  await page.getByRole('link', { name: 'Not now: open the console' }).click()
  await expect(page.getByRole('heading', { name: 'Components', level: 1 })).toBeVisible()
  await expect(page.getByText('Test: no real money')).toBeVisible()
  await expectAccessible(page)

  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'This link was used already, or is too old' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('npm run operator -- invite EMAIL')

  await page.goto(`${portico.url}/admin`)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to the admin console' })).toBeVisible()
  await page.goto(`${portico.url}/admin/components`)
  await expect(page.getByRole('heading', { name: 'Sign in to the admin console' })).toBeVisible()
})

test('what cannot be saved comes back with what was typed and what would be right', async ({ portico, browser }) => {
  // Without scripts, as a form must work anyway.
  const context = await browser.newContext({ javaScriptEnabled: false })
  await lendCookies(portico, await signInOperator(portico), context)
  const page = await context.newPage()
  await page.goto(`${portico.url}/admin/components`)
  await expect(page.getByLabel('Pricing tables to show')).toBeHidden()
  await component(page, /^Pricing table/).check()
  await page.getByLabel('Pricing tables to show').fill('prctbl_12345\nplans')

  const answer = page.waitForResponse((response) => response.request().method() === 'POST')
  await save(page)
  expect((await answer).status()).toBe(422)
  await expect(page.getByText('Nothing was saved yet. Please mend this:')).toBeVisible()
  await expect(page.getByLabel('Pricing tables to show')).toHaveValue('prctbl_12345\nplans')
  await expect(page.getByRole('link', { name: /line 2 is not the id of a pricing table/ })).toBeVisible()

  await page.getByLabel('Pricing tables to show').fill('prctbl_12345')
  await save(page)
  await expect(page).toHaveURL(/saved=\d+$/)
  await expect(page.getByRole('row', { name: /Pricing tables to show/ })).toContainText('prctbl_12345')
  await expect(page.getByText('It does not reach what was opened before')).toBeVisible()
  await context.close()
})

test('of two operators at once the second sees both versions', async ({
  portico,
  page,
  context,
  allowConsoleError,
}) => {
  allowConsoleError(/409/)
  await lendCookies(portico, await signInOperator(portico), context)
  const other = await context.newPage()
  for (const each of [page, other]) await each.goto(`${portico.url}/admin/company`)

  await other.getByLabel('Name').fill('Acme Ltd')
  await save(other)
  await expect(other).toHaveURL(/saved=\d+$/)

  await page.getByLabel('Support e-mail').fill('help@acme.example')
  await save(page)
  await expect(page.getByText('saved in the meantime. Nothing of yours was saved.')).toBeVisible()
  await expect(page.getByRole('row', { name: /Support e-mail/ })).toContainText('help@acme.example')
  await expect(page.getByRole('row', { name: /Look: Name/ })).toContainText('Acme Ltd')
  await expect(page.getByLabel('Name')).toHaveValue('Acme Ltd')
  await expectAccessible(page)

  await save(page)
  await expect(page).toHaveURL(/saved=\d+$/)
  await expect(page.getByLabel('Name')).toHaveValue('Acme Ltd')
  await expect(page.getByLabel('Support e-mail')).toHaveValue('help@acme.example')

  await page.getByRole('link', { name: 'Audit' }).click()
  await expect(page.getByRole('row', { name: /Support e-mail/ })).toContainText('help@acme.example')
})

test('a viewer looks and changes nothing, from the very next request', async ({ portico }) => {
  const editor = await signInOperator(portico, 'editor')
  const company = { name: 'By an editor', revision: '0' }
  expect((await editor.postForm('/admin/company/save', company)).status).not.toBe(403)

  await query(portico, sql`update operators set role = 'viewer' where email = 'editor@acme.example'`)
  const answer = await editor.postForm('/admin/company/save', { ...company, name: 'By a viewer' })
  expect(answer.status).toBe(403)
  expect(answer.text).toContain('Your role may look at the settings, but not change them.')
  expect((await editor.get('/admin/company')).text).toContain('Ask an owner.')
})

test('a member’s login opens nothing here, and trying stands in the audit', async ({ portico }) => {
  const { id: customer } = await portico.twin.stripe.customers.create({ name: 'Curious Ltd' })
  const member = await signInMember(portico, { customer, role: 'owner' })
  expect((await member.get('/admin/components')).location).toBe('/admin/sign-in')
  expect((await createHttpClient(portico.url).postForm('/admin/components/save', { revision: '0' })).status).toBe(401)

  const answer = await member.postForm('/admin/components/save', { revision: '0', role: 'owner' })
  expect(answer.status).toBe(403)
  const rows = await query(
    portico,
    sql`select actor_kind, actor_name, subject, ip is not null as has_ip from audit_entries where action = 'admin.refused' and actor_kind = 'member'`,
  )
  expect(rows).toEqual([
    { actor_kind: 'member', actor_name: 'Ada Lovelace', subject: '/admin/components/save', has_ip: true },
  ])
})

test('no field comes in beside those of the form', async ({ portico }) => {
  const operator = await signInOperator(portico)
  const script = { accept: 'application/json' }
  const before = await query(portico, sql`select count(*)::int from revisions`)
  for (const [field, value] of [
    ['components.pricing_tabel.enabled', 'on'],
    ['components.payment_element.features.payment_method_shave', 'on'],
    ['components.payment_element.features.payment_method_redisplay_limit', '11'],
    ['components.payment_element.features.payment_method_save_usage', 'sometimes'],
    ['customer', 'cus_other'],
    ['updated_by', 'somebody'],
    ['version', '7'],
    ['components[payment_element][enabled]', 'on'],
  ] as const) {
    const answer = await operator.postForm('/admin/components/save', { revision: '0', [field]: value }, script)
    expect(answer.status, field).toBe(422)
    expect(answer.text).toContain('invalid_input')
  }
  const skipped = await operator.postForm('/admin/company/save', { revision: '900', name: 'Acme' }, script)
  expect(skipped.status).toBe(409)
  expect(await query(portico, sql`select count(*)::int from revisions`)).toEqual(before)
})

test('a flow that the portal configuration lacks is shown as unavailable, with the reason', async ({
  portico,
  page,
  context,
}) => {
  const { id } = await portico.twin.stripe.billingPortal.configurations.create({
    name: 'Only cards',
    features: { payment_method_update: { enabled: true } },
  })
  await lendCookies(portico, await signInOperator(portico), context)
  await page.goto(`${portico.url}/admin/components`)
  await page.getByLabel('Portal configuration').selectOption({ label: `Only cards (${id})` })
  await save(page)
  await expect(page).toHaveURL(/saved=\d+$/)
  await expect(page.getByLabel('Portal configuration')).toHaveValue(id)
  const cancel = page.getByRole('region', { name: 'Cancel' })
  await expect(cancel).toContainText('The portal configuration “Only cards” has subscription_cancel off')
  await expect(page.getByRole('region', { name: 'Update the payment method' })).not.toContainText('Unavailable')
  await expectAccessible(page)
})

test('a logo that is uploaded stands on every page, and can be taken away', async ({
  portico,
  page,
  context,
  loginAs,
}) => {
  await loginAs(page, await portico.twin.stripe.customers.create({ name: 'Logo Lovers Ltd' }))
  await lendCookies(portico, await signInOperator(portico), context)
  await page.goto(`${portico.url}/admin/company`)
  const upload = (name: string, mimeType: string, content: string) =>
    page.getByLabel('Logo', { exact: true }).setInputFiles({ name, mimeType, buffer: Buffer.from(content) })

  await upload('logo.png', 'image/png', '<html><script>alert(1)</script></html>')
  const answer = page.waitForResponse((response) => response.request().method() === 'POST')
  await save(page)
  expect((await answer).status()).toBe(422)
  await expect(page.getByRole('link', { name: /must be a PNG, SVG, WebP or JPEG image/ })).toBeVisible()

  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="28" height="28"><rect width="28" height="28"/></svg>'
  await upload('logo.svg', 'image/svg+xml', svg)
  await save(page)
  await expect(page.getByRole('row', { name: /Look: Logo/ })).toContainText('An image (SVG, 1 KB)')
  await expectAccessible(page)
  await page.getByLabel('Support page').fill('https://acme.example/help')
  await save(page)
  await expect(page.getByRole('img', { name: 'Logo now' })).toBeVisible()
  await save(page)
  await expect(page.getByText('Nothing was different, so nothing was saved.')).toBeVisible()

  await page.goto(portico.url)
  const logo = page.getByRole('banner').locator('img')
  await expect(logo).toHaveAttribute('src', /^data:image\/svg\+xml;base64,/)
  expect(await logo.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(28)

  await page.goto(`${portico.url}/admin/company`)
  await page.getByLabel('Remove it').check()
  await save(page)
  await expect(page.getByRole('row', { name: /Look: Logo/ })).toContainText('None')
  await page.goto(portico.url)
  await expect(page.getByRole('banner').locator('img')).toHaveCount(0)
})

test('customers read days in the company’s time zone', async ({ portico, page, context, browser, loginAs }) => {
  const customer = await portico.twin.stripe.customers.create({ name: 'Globex GmbH' })
  await createOpenInvoice(portico.twin, customer.id, 'Workshop')
  const theirs = await (await browser.newContext()).newPage()
  await loginAs(theirs, customer)
  await lendCookies(portico, await signInOperator(portico), context)

  const days: (string | null)[] = []
  // Twenty-five hours lie between them, so it is never the same day in both.
  for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
    await page.goto(`${portico.url}/admin/company`)
    await page.getByLabel('Time zone').fill(zone)
    await save(page)
    await expect(page.getByRole('row', { name: /Time zone/ })).toContainText(zone)
    await theirs.goto(`${portico.url}/invoices`)
    days.push(await theirs.getByRole('table').locator('time').first().getAttribute('datetime'))
  }
  const [ahead = '', behind = ''] = days
  expect(Date.parse(`${ahead}`)).toBeGreaterThan(Date.parse(`${behind}`))
})

test('the components are shown at once while Stripe is silent', async ({ portico, page, context }) => {
  await lendCookies(portico, await signInOperator(portico), context)
  await page.goto(`${portico.url}/admin/company`)
  await portico.twin.control('POST', 'faults', {
    kind: 'hang',
    match: { path: '/v1/billing_portal/configurations' },
  })
  await page.goto(`${portico.url}/admin/components`)
  await expect(page.getByText('Stripe did not answer within 1.5 seconds.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save settings' })).toBeVisible()
  await portico.twin.control('DELETE', 'faults')
})

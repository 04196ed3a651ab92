import AxeBuilder from '@axe-core/playwright'
import { writeAudit } from '#lib/audit/write-audit.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { lendCookies, signInMember } from './setup/host-app.ts'
import { createHttpClient } from './setup/http-client.ts'
import type { Portico } from './setup/instance.ts'
import { withServices } from './setup/open-services.ts'
import { signInOperator } from './setup/operator.ts'
import { expect, test } from './setup/test.ts'

/** As somebody did it whose name is a formula. */
async function writeEntry(portico: Portico, subject: string, actorName: string) {
  await withServices(portico, async (services) =>
    writeAudit(services.database, {
      scope: await getScope(services),
      actor: { kind: 'operator', id: 'op_1', name: actorName },
      request: { ip: '192.0.2.1', requestId: 'r1' },
      action: 'override.saved',
      subject,
      before: null,
      after: { values: { several_subscriptions: true }, note: null, ends_at: null },
    }),
  )
}

test('entries are found by what was done, by whom, to whom and when', async ({ portico, page, context }) => {
  await writeEntry(portico, 'cus_filtered', 'Robin')
  await writeEntry(portico, 'cus_another', 'Dana')
  await lendCookies(portico, await signInOperator(portico), context)
  await page.goto(`${portico.url}/admin/audit`)
  const list = page.getByRole('main').locator('ol > li')
  await expect(list.filter({ hasText: 'signed in' }).first()).toBeVisible()

  await page.getByLabel('What was done').selectOption('Override saved')
  await page.getByLabel('By whom').fill('robin')
  await page.getByRole('button', { name: 'Filter entries' }).click()
  await expect(page).toHaveURL(/action=override\.saved&actor=robin/)
  await expect(list).toHaveCount(1)
  await expect(list).toContainText('saved what cus_filtered has of their own')
  await expect(list.getByRole('row', { name: /Sell to customers who have a running plan/ })).toContainText('On')
  await expect(page.getByLabel('By whom')).toHaveValue('robin')
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])

  await expect(list.getByRole('link', { name: 'Open the customer' })).toHaveAttribute(
    'href',
    '/admin/customers/cus_filtered',
  )

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export as JSON' }).click()
  expect((await download).suggestedFilename()).toBe('audit.json')

  await page.getByLabel('Last day (UTC)').fill('2000-01-01')
  await page.getByRole('button', { name: 'Filter entries' }).click()
  await expect(page.getByText('Nothing was found')).toBeVisible()
})

test('an export holds what the filter finds, and no formula', async ({ portico }) => {
  await writeEntry(portico, 'cus_exported', '=HYPERLINK("https://evil.example";"Look")')
  const operator = await signInOperator(portico)
  const csv = await operator.get('/admin/audit/export?format=csv&subject=cus_exported')
  expect(csv.status).toBe(200)
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="audit.csv"')
  expect(csv.headers.get('cache-control')).toBe('private, no-store')
  const lines = csv.text.trimEnd().split('\r\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain(`"'=HYPERLINK(""https://evil.example"";""Look"")"`)

  const json = await operator.get('/admin/audit/export?format=json&subject=cus_exported')
  expect(json.json()).toMatchObject([{ action: 'override.saved', subject: 'cus_exported', ip: '192.0.2.1' }])
  expect((await operator.get('/admin/audit/export?format=xlsx')).status).toBe(422)
})

test('nobody but an operator exports anything', async ({ portico }) => {
  const { id: customer } = await portico.twin.stripe.customers.create({ name: 'Curious Ltd' })
  const member = await signInMember(portico, { customer })
  for (const client of [member, createHttpClient(portico.url)])
    expect((await client.get('/admin/audit/export?format=csv')).location).toBe('/admin/sign-in')
})

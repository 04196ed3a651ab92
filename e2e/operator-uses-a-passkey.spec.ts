import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { sql } from 'drizzle-orm'
import { emptyPolicy } from '#lib/policy/policy.ts'
import { policySettings } from '#lib/policy/policy-sections.ts'
import { toFields } from '#lib/settings/form-fields.ts'
import { plugInAuthenticator } from './setup/authenticator.ts'
import type { Portico } from './setup/instance.ts'
import { query } from './setup/open-services.ts'
import { makeOperatorLink, signInOperator } from './setup/operator.ts'
import { expect, test } from './setup/test.ts'

async function enterByLink(portico: Portico, page: Page) {
  await page.goto(await makeOperatorLink(portico))
  await page.getByRole('button', { name: 'Open the console' }).click()
  await expect(page.getByRole('heading', { name: 'Add a passkey' })).toBeVisible()
}

async function addPasskey(page: Page, name: string) {
  await page.getByLabel('Name of the passkey').fill(name)
  await page.getByRole('button', { name: 'Add passkey' }).click()
}

/** As if the operator had last proved who they are eleven minutes ago. */
const letStepUpPass = (portico: Portico) =>
  query(portico, sql`update operator_logins set stepped_up_at = stepped_up_at - interval '11 minutes'`)

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 })
const cancelSwitch = (page: Page) => page.getByRole('switch', { name: /^Cancel/ })

test.beforeEach(async ({ portico }) => {
  await query(portico, sql`delete from operator_passkeys`)
})

test('an operator adds a passkey after the link, signs out, and comes back with it', async ({ portico, page }) => {
  await plugInAuthenticator(page)
  await enterByLink(portico, page)
  await expectAccessible(page)
  await addPasskey(page, 'Work laptop')
  await expect(heading(page, 'Components')).toBeVisible()

  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(heading(page, 'Sign in to the admin console')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(heading(page, 'Components')).toBeVisible()

  await page.goto(`${portico.url}/admin/operators`)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'owner@acme.example (you)' }).click()
  await expect(page.getByText('Your only one')).toBeVisible()
  await expect(page.getByText('This browser')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Disable yourself' })).toBeVisible()
  await expectAccessible(page)

  await page.getByText('Work laptop', { exact: true }).click()
  await page.getByLabel('New name').fill('Old laptop')
  await page.getByRole('button', { name: 'Rename passkey' }).click()
  await expect(page.getByText('Old laptop')).toBeVisible()
})

test('a passkey without a name is not made, and the field says so', async ({ portico, page }) => {
  await plugInAuthenticator(page)
  await enterByLink(portico, page)
  for (const nothing of ['', '   ']) {
    await addPasskey(page, nothing)
    await expect(page.getByText('Give the passkey a name, so that you can tell it from others.')).toBeVisible()
    await expect(page.getByLabel('Name of the passkey')).toBeFocused()
    await expect(page.getByLabel('Name of the passkey')).toHaveAttribute('aria-invalid', 'true')
  }
  await expectAccessible(page)
  await addPasskey(page, 'Work laptop')
  await expect(heading(page, 'Components')).toBeVisible()
})

test('a dangerous switch asks for the passkey, and then saves what was typed', async ({
  portico,
  page,
  allowConsoleError,
}) => {
  allowConsoleError(/403/)
  await plugInAuthenticator(page)
  await enterByLink(portico, page)
  await addPasskey(page, 'Work laptop')
  await expect(heading(page, 'Components')).toBeVisible()
  await letStepUpPass(portico)
  const cookies = async () => (await page.context().cookies()).map(({ value }) => value)
  const before = await cookies()

  await cancelSwitch(page).check()
  await page.getByLabel('On behalf of').fill('acct_1TypedByHand')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(heading(page, 'Confirm with your passkey')).toBeVisible()
  await expect(page.getByText('This needs your passkey: “Cancel” (portal flow).')).toBeVisible()
  await expectAccessible(page)
  const [nothing] = await query(portico, sql`select count(*)::int as count from revisions where kind = 'policy'`)
  expect(nothing).toEqual({ count: 0 })

  await page.getByRole('button', { name: 'Confirm and go on' }).click()
  await expect(page.getByText('Saved as version 1.')).toBeVisible()
  await expect(cancelSwitch(page)).toBeChecked()
  await expect(page.getByLabel('On behalf of')).toHaveValue('acct_1TypedByHand')
  expect(await cookies()).not.toEqual(before)

  await letStepUpPass(portico)
  await cancelSwitch(page).uncheck()
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('Saved as version 2.')).toBeVisible()
})

test('an owner invites an operator, whose link is shown once', async ({ portico, page, browser }) => {
  await enterByLink(portico, page)
  await page.getByRole('link', { name: 'Not now: open the console' }).click()
  await page.getByRole('link', { name: 'Operators' }).click()
  await page.getByLabel('E-mail').fill('eve@acme.example')
  await page.getByLabel('Role').selectOption('viewer')
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = await page.getByText(`${portico.url}/admin/enter/`).textContent()
  await expectAccessible(page)

  const other = await (await browser.newContext()).newPage()
  await other.goto(String(link))
  await other.getByRole('button', { name: 'Open the console' }).click()
  await other.getByRole('link', { name: 'Not now: open the console' }).click()
  await expect(other.getByText('Viewer: looks, changes nothing')).toBeVisible()

  await page.goto(`${portico.url}/admin/operators`)
  await expect(page.getByText('/admin/enter/')).toHaveCount(0)
  await page.getByRole('link', { name: 'eve@acme.example' }).click()
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page.getByText('Nowhere.')).toBeVisible()
  await other.reload()
  await expect(heading(other, 'Sign in to the admin console')).toBeVisible()
  await other.context().close()
})

test('without a passkey and a fresh link, a form says how to get one, and keeps nothing', async ({
  portico,
  page,
  allowConsoleError,
}) => {
  allowConsoleError(/403/)
  await enterByLink(portico, page)
  await letStepUpPass(portico)
  await page.goto(`${portico.url}/admin/operators`)
  await page.getByLabel('E-mail').fill('mallory@acme.example')
  await page.getByRole('button', { name: 'Make a link' }).click()
  await expect(heading(page, 'Confirm with your passkey')).toBeVisible()
  await expect(page.getByText('npm run operator -- invite owner@acme.example')).toBeVisible()
  expect(await query(portico, sql`select 1 from operators where email = 'mallory@acme.example'`)).toEqual([])
})

test('what is dangerous for one customer takes the passkey, too', async ({ portico }) => {
  const operator = await signInOperator(portico, 'editor')
  const { id } = await portico.twin.stripe.customers.create({ name: 'Globex GmbH' })
  const path = `/admin/customers/${id}/override/save`
  const dangerous = { revision: '0', 'choice.components.payment_element.features.payment_method_remove': 'on' }
  await letStepUpPass(portico)
  const refused = await operator.postForm(path, dangerous)
  expect(refused.status).toBe(403)
  expect(refused.text).toContain('Let customers remove a saved payment method')
  expect(await query(portico, sql`select 1 from policy_overrides where customer = ${id}`)).toEqual([])

  const again = await signInOperator(portico, 'editor')
  expect((await again.postForm(path, dangerous)).location).toBe(`/admin/customers/${id}?override=saved`)
  const removed = await again.postForm(`/admin/customers/${id}/override/remove`, { revision: '1' })
  expect(removed.location).toBe(`/admin/customers/${id}?override=removed`)
})

test('a form that was made from another version asks for no passkey: it is a conflict', async ({ portico }) => {
  const operator = await signInOperator(portico, 'editor')
  const { id } = await portico.twin.stripe.customers.create({ name: 'Initech' })
  const [newest] = await query(
    portico,
    sql`select coalesce(max(number), 0)::int as number from revisions where kind = 'policy'`,
  )
  await letStepUpPass(portico)
  const script = { accept: 'application/json' }
  const remove = 'components.payment_element.features.payment_method_remove'
  const form = toFields(policySettings, emptyPolicy)
  const tries: [path: string, fields: Record<string, string | string[]>][] = [
    ['/admin/components/save', { ...form, revision: String(Number(newest?.number) + 1), [remove]: 'on' }],
    [`/admin/customers/${id}/override/save`, { revision: '1', [`choice.${remove}`]: 'on' }],
    [`/admin/customers/${id}/override/remove`, { revision: '1' }],
  ]
  for (const [path, fields] of tries) {
    const answer = await operator.postForm(path, fields, script)
    expect([answer.status, answer.text], path).toEqual([409, expect.stringContaining('revision_conflict')])
  }
})

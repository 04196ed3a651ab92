// The console's pages about the installation and about operators themselves.
import type { Page } from '@playwright/test'
import { sql } from 'drizzle-orm'
import { signHandoff } from '../setup/host-app.ts'
import { query } from '../setup/open-services.ts'
import { makeOperatorLink, signInOperator } from '../setup/operator.ts'
import { openAsOperator, type Scene, withEverythingOff } from './scene.ts'
import type { Stage } from './stage.ts'

export const consoleScenes: Scene[] = [
  { name: 'admin-setup', open: (stage, page) => openAsOperator(stage, page, '/admin/setup') },
  {
    name: 'admin-setup-found',
    open: async (stage, page) => {
      await openAsOperator(stage, page, '/admin/setup')
      await page.getByRole('button', { name: 'Look at everything' }).click()
      await page.getByRole('heading', { name: 'What was found' }).waitFor()
    },
  },
  {
    name: 'admin-setup-hand-over',
    open: async (stage, page) => {
      await openAsOperator(stage, page, '/admin/setup')
      await judgeToken(page, await signHandoff(stage.portico, { customer: stage.customers.active, role: 'admin' }))
    },
  },
  {
    name: 'admin-operators',
    open: async (stage, page) => {
      await signInOperator(stage.portico, 'viewer')
      await openAsOperator(stage, page, '/admin/operators')
    },
  },
  {
    name: 'admin-operators-invited',
    open: async (stage, page) => {
      await openAsOperator(stage, page, '/admin/operators')
      await page.getByLabel('E-mail').fill('erin@acme.example')
      await page.getByRole('button', { name: 'Make a link' }).click()
      await page.getByText('Hand this link to').waitFor()
    },
  },
  {
    name: 'admin-operators-last-owner',
    open: async (stage, page) => {
      await openOwnPage(stage, page)
      await page.getByRole('combobox', { name: 'Role' }).selectOption('viewer')
      await page.getByRole('button', { name: 'Change role' }).click()
      await page.getByText('the only owner').waitFor()
    },
  },
  { name: 'admin-operator-self', open: openOwnPage },
  {
    name: 'admin-add-passkey',
    open: async ({ portico }, page) => {
      await page.goto(await makeOperatorLink(portico, 'editor'))
      await page.getByRole('button', { name: 'Open the console' }).click()
      await page.getByRole('heading', { name: 'Add a passkey' }).waitFor()
    },
  },
  {
    name: 'admin-step-up',
    open: (stage, page) =>
      withEverythingOff(stage, async () => {
        await openAsOperator(stage, page, '/admin/components')
        await query(
          stage.portico,
          sql`update operator_logins set stepped_up_at = stepped_up_at - interval '11 minutes'`,
        )
        await page.getByRole('switch', { name: /^Cancel/ }).check()
        await page.getByRole('button', { name: 'Save settings' }).click()
        await page.getByRole('heading', { name: 'Confirm with your passkey' }).waitFor()
      }),
  },
]

async function openOwnPage(stage: Stage, page: Page) {
  await openAsOperator(stage, page, '/admin/operators')
  await page.getByRole('link', { name: 'owner@acme.example (you)' }).click()
  await page.getByRole('heading', { name: 'You', level: 1 }).waitFor()
}

export async function judgeToken(page: Page, token: string) {
  await page.getByLabel('Token').fill(token)
  await page.getByRole('button', { name: 'Judge the token' }).click()
  await page.getByRole('heading', { name: 'Verdict' }).waitFor()
}

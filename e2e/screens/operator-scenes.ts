import type { Page } from '@playwright/test'
import { makeOperatorLink } from '../setup/operator.ts'
import { openAsOperator, type Scene } from './scene.ts'
import type { Stage } from './stage.ts'

const save = (page: Page) => page.getByRole('button', { name: 'Save settings' }).click()
const saveOverride = (page: Page) => page.getByRole('button', { name: 'Save override' }).click()
const customerPage = ({ customers }: Stage) => `/admin/customers/${customers.active}`

export const operatorScenes: Scene[] = [
  {
    name: 'admin-enter',
    open: async ({ portico }, page) => {
      await page.goto(await makeOperatorLink(portico))
    },
  },
  {
    name: 'admin-sign-in',
    open: async ({ portico }, page) => {
      await page.goto(`${portico.url}/admin/sign-in`)
    },
  },
  { name: 'admin-components', open: (stage, page) => openAsOperator(stage, page, '/admin/components') },
  {
    name: 'admin-components-refused',
    open: async (stage, page) => {
      await openAsOperator(stage, page, '/admin/components')
      await page.getByLabel('Pricing tables to show').fill('plans')
      await save(page)
      await page.getByText('Nothing was saved yet').waitFor()
    },
  },
  { name: 'admin-company', open: (stage, page) => openAsOperator(stage, page, '/admin/company') },
  {
    name: 'admin-company-saved',
    open: async (stage, page) => {
      await openAsOperator(stage, page, '/admin/company')
      await changeImprint(page)
      await page.waitForURL(/saved=/)
    },
  },
  {
    name: 'admin-company-conflict',
    open: async (stage, page) => {
      await openAsOperator(stage, page, '/admin/company')
      await saveElsewhere(stage, page)
      await page.getByLabel('Support e-mail').fill('billing@acme.example')
      await save(page)
      await page.getByText('Nothing of yours was saved').waitFor()
    },
  },
  { name: 'admin-customers', open: (stage, page) => openAsOperator(stage, page, '/admin/customers?q=Initech') },
  {
    name: 'admin-customers-none',
    open: (stage, page) => openAsOperator(stage, page, '/admin/customers?q=nobody@acme.example'),
  },
  { name: 'admin-customer', open: (stage, page) => openAsOperator(stage, page, customerPage(stage)) },
  {
    name: 'admin-customer-refused',
    open: async (stage, page) => {
      await openAsOperator(stage, page, customerPage(stage))
      await page.getByLabel('Last day').fill('2020-01-01')
      await saveOverride(page)
      await page.getByText('Nothing was saved yet').waitFor()
    },
  },
  {
    name: 'admin-customer-override',
    open: async (stage, page) => {
      await openAsOperator(stage, page, customerPage(stage))
      const element = page.locator('details').filter({ has: page.locator('summary', { hasText: /^Payment Element/ }) })
      if (!(await element.evaluate((details) => (details as HTMLDetailsElement).open)))
        await element.locator('summary').click()
      await element.getByLabel('Let customers remove a saved payment method').selectOption('On for this customer')
      await page.getByLabel('Note').fill(`Asked by phone at ${new Date().toISOString()}`)
      await saveOverride(page)
      await page.waitForURL(/override=saved/)
    },
  },
  { name: 'preview-home', open: (stage, page) => openPreview(stage, page, '/') },
  { name: 'preview-payment-methods', open: (stage, page) => openPreview(stage, page, '/payment-methods') },
  { name: 'preview-stripe', open: (stage, page) => openPreview(stage, page, '/preview/stripe') },
  {
    name: 'preview-refused',
    open: async (stage, page) => {
      await openPreview(stage, page, '/manage')
      await page.locator('main form button').first().click()
      await page.getByText('A preview only looks').waitFor()
    },
    says: /403/,
  },
  { name: 'admin-overrides', open: (stage, page) => openAsOperator(stage, page, '/admin/overrides') },
  { name: 'admin-audit', open: (stage, page) => openAsOperator(stage, page, '/admin/audit') },
]

async function openPreview(stage: Stage, page: Page, path: string) {
  await openAsOperator(stage, page, customerPage(stage))
  await page.getByRole('button', { name: 'Preview their pages' }).click()
  await page.getByRole('button', { name: 'End preview' }).waitFor()
  await page.goto(stage.portico.url + path)
}

async function saveElsewhere({ portico }: Stage, page: Page) {
  const other = await page.context().newPage()
  await other.goto(`${portico.url}/admin/company`)
  await changeImprint(other)
  await other.waitForURL(/saved=/)
  await other.close()
}

async function changeImprint(page: Page) {
  await page.getByLabel('Imprint').fill(`https://acme.example/imprint/${Date.now()}`)
  await save(page)
}

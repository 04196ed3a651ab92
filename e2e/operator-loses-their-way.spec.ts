import AxeBuilder from '@axe-core/playwright'
import { lendCookies } from './setup/host-app.ts'
import { signInOperator } from './setup/operator.ts'
import { expect, test } from './setup/test.ts'

test('an address of the console that names nothing leads back to the console', async ({ portico, page, context }) => {
  await lendCookies(portico, await signInOperator(portico), context)
  const answer = await page.goto(`${portico.url}/admin/nothing`)
  expect(answer?.status()).toBe(404)
  await expect(page).toHaveTitle('Nothing here · Portico')
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  await page.getByRole('link', { name: 'To the console' }).click()
  await expect(page.getByRole('heading', { name: 'Components', level: 1 })).toBeVisible()
})

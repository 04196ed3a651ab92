import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from 'vitest'

/** Wide and light, narrow and dark. */
export const looks = [
  { width: 1280, colorScheme: 'light' as const },
  { width: 320, colorScheme: 'dark' as const },
]

/** Whoever sees badly can use the page, and it is no wider than the window. */
export async function checkLooks(page: Page) {
  // Two hundred countries look alike.
  await page.evaluate(() => {
    for (const option of document.querySelectorAll('option:nth-child(n + 3)')) option.remove()
  })
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
}

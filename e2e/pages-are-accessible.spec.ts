// Every page of ours in every state: no violation that axe knows, in light and in dark; usable at 320 pixels and by keyboard.
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { consoleScenes } from './screens/console-scenes.ts'
import { customerScenes } from './screens/customer-scenes.ts'
import { operatorScenes } from './screens/operator-scenes.ts'
import { problemScenes } from './screens/problem-scenes.ts'
import { type Stage, setUpStage } from './screens/stage.ts'
import { expect, test } from './setup/test.ts'

// Hundreds of keys are pressed on each page, and a snapshot around each would take half of the time.
test.use({ trace: { mode: 'retain-on-failure', snapshots: false, screenshots: false } })

let stage: Stage

test.beforeAll(async ({ porticoOf }, { file }) => {
  stage = await setUpStage(await porticoOf(file))
})

for (const { name, open, says } of [...customerScenes, ...problemScenes, ...operatorScenes, ...consoleScenes]) {
  test(name, async ({ page, allowConsoleError }) => {
    // What went wrong on purpose says its status on the console.
    allowConsoleError(/server responded with a status of/)
    if (says) allowConsoleError(says)
    await open(stage, page)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await expectNoViolation(page, colorScheme)
    }
    await expectOrder(page)
    await expectReachableByKeyboard(page)
    await page.setViewportSize({ width: 320, height: 800 })
    await expectNoSidewaysScroll(page)
  })
}

async function expectNoViolation(page: Page, colorScheme: string) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })),
  )
  expect(found, colorScheme).toEqual([])
}

/** One main part with one title, and headings that leave out no level. */
async function expectOrder(page: Page) {
  await expect(page.getByRole('main')).toHaveCount(1)
  const levels = await page
    .getByRole('heading')
    .evaluateAll((headings) => headings.map(({ tagName }) => Number(tagName.slice(1))))
  expect(levels.filter((level) => level === 1)).toHaveLength(1)
  const leaps = levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)
  expect(leaps, `headings: ${levels}`).toEqual([])
}

/** Tabs through the whole page, and compares with what a mouse could use. */
async function expectReachableByKeyboard(page: Page) {
  const wanted = await page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, iframe')
    const usable = [...all].filter(
      (element) =>
        element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        !element.matches(':disabled, [type=hidden], [aria-hidden=true], [tabindex="-1"]'),
    )
    for (const [index, element] of usable.entries()) element.setAttribute('data-stop', String(index))
    const focused = document.activeElement as HTMLElement | null
    focused?.blur()
    return usable.map((element) => element.outerHTML.slice(0, 160))
  })
  const reached = new Set<number>()
  const mostStops = wanted.length + 200
  for (let count = 0; count < mostStops && reached.size < wanted.length; count++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      let active = document.activeElement
      while (active && !active.hasAttribute('data-stop') && active.parentElement) active = active.parentElement
      const inShadow = document.activeElement?.shadowRoot?.activeElement
      return (inShadow?.getAttribute('data-stop') ?? active?.getAttribute('data-stop')) || null
    })
    if (stop !== null) reached.add(Number(stop))
  }
  expect(wanted.filter((_, index) => !reached.has(index))).toEqual([])
}

async function expectNoSidewaysScroll(page: Page) {
  const wide = await page.evaluate(() => {
    const isWide = document.documentElement.scrollWidth > document.documentElement.clientWidth
    if (!isWide) return []
    const all = [...document.querySelectorAll('body *')]
    return all
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120))
  })
  expect(wide).toEqual([])
}

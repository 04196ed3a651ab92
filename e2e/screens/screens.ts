// Not a test: writes every page in every state to docs/screens, small and wide, light and dark.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { test } from '../setup/test.ts'
import { consoleScenes } from './console-scenes.ts'
import { customerScenes } from './customer-scenes.ts'
import { elsewhereScenes } from './elsewhere-scenes.ts'
import { operatorScenes } from './operator-scenes.ts'
import { problemScenes } from './problem-scenes.ts'
import { type Stage, setUpStage } from './stage.ts'

const folder = 'docs/screens'
mkdirSync(folder, { recursive: true })
let stage: Stage

test.beforeAll(async ({ porticoOf }, { file }) => {
  stage = await setUpStage(await porticoOf(file))
})

for (const { name, open } of [
  ...customerScenes,
  ...problemScenes,
  ...operatorScenes,
  ...consoleScenes,
  ...elsewhereScenes,
]) {
  for (const colorScheme of ['light', 'dark'] as const)
    test(`${name}, ${colorScheme}`, async ({ page, allowConsoleError }) => {
      allowConsoleError(/./)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await open(stage, page)
      for (const width of [320, 1280]) {
        await showWhole(page, width)
        writeFileSync(join(folder, `${name}-${width}-${colorScheme}.png`), await takeSettled(page))
      }
    })
}

test('pictures for the README', async ({ page }) => {
  const pictures = [
    ['readme-home', customerScenes.find(({ name }) => name === 'home-active')],
    ['readme-components', operatorScenes.find(({ name }) => name === 'admin-components')],
  ] as const
  await page.setViewportSize({ width: 1280, height: 800 })
  for (const [name, scene] of pictures) {
    await scene?.open(stage, page)
    writeFileSync(join(folder, `${name}.png`), await takeSettled(page))
  }
})

/** A window as high as the page, so that what sticks to an edge stands where a person sees it. */
async function showWhole(page: Page, width: number) {
  await page.setViewportSize({ width, height: 720 })
  const fits = () => page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)
  await expect
    .poll(async () => {
      const height = await page.evaluate(() => document.documentElement.scrollHeight)
      await page.setViewportSize({ width, height })
      return fits()
    })
    .toBe(true)
}

/** Frames follow the page a little later: the picture is good once the next one is the same. */
async function takeSettled(page: Page): Promise<Buffer> {
  const take = () => page.screenshot({ animations: 'disabled', caret: 'hide' })
  let last = await take()
  await expect
    .poll(async () => {
      const previous = last
      last = await take()
      return last.equals(previous)
    })
    .toBe(true)
  return last
}

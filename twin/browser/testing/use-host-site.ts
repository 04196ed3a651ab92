import { afterAll, beforeEach } from 'vitest'
import { openHostSite } from './host-site.ts'

/** A host's site for the tests of one file: closed after them, its page opened anew before each. */
export async function useHostSite(options: { script?: string } = {}) {
  const site = await openHostSite(options)
  const page = await site.newPage()
  afterAll(() => site.close())
  beforeEach(async () => {
    await page.setViewportSize({ width: 520, height: 800 })
    await page.goto(site.url)
  })
  return { site, page, key: site.publishableKey }
}

// The `test` of every journey: each file has a Portico of its own, and a page that complains fails the test.
import { basename } from 'node:path'
import { test as base, expect } from '#twin/playwright/test.ts'
import { type ConsoleWatch, watchConsole } from './console-errors.ts'
import { portalOf } from './host-app.ts'
import { type Portico, startPortico } from './instance.ts'
import { listUnlistedWrites } from './listed-writes.ts'
import { getSharedServers } from './shared-servers.ts'

interface TestFixtures {
  portico: Portico
  consoleWatch: ConsoleWatch
  /** Lets this test's pages say such a thing on the console, as when a script is blocked on purpose. */
  allowConsoleError: (pattern: RegExp) => void
}

interface WorkerFixtures {
  porticoOf: (file: string) => Promise<Portico>
}

const startWithinMilliseconds = 90_000

export const test = base.extend<TestFixtures, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  twinAddress: [({}, use) => use({ base: getSharedServers().twinBase }), { scope: 'worker' }],

  porticoOf: [
    async ({ twin }, use, { workerIndex }) => {
      let current: { file: string; portico: Portico } | undefined
      await use(async (file) => {
        if (current?.file === file) return current.portico
        await current?.portico.stop()
        current = undefined
        await twin.reset()
        current = { file, portico: await startPortico(`${basename(file, '.spec.ts')}-${workerIndex}`, twin) }
        return current.portico
      })
      await current?.portico.stop()
    },
    { scope: 'worker', timeout: startWithinMilliseconds },
  ],

  portico: [
    async ({ porticoOf }, use, { file }) => {
      const portico = await porticoOf(file)
      const last = (await portico.twin.ledger()).at(-1)?.sequence ?? 0
      await use(portico)
      const calls = await portico.twin.ledger(last)
      const beyond = calls.filter((call) => call.missing_permissions?.length)
      expect(beyond, 'calls that the restricted key may not make').toEqual([])
      expect(listUnlistedWrites(calls), 'writes that docs/stripe-account.md does not list').toEqual([])
    },
    { timeout: startWithinMilliseconds },
  ],

  portal: ({ portico }, use) => use(portalOf(portico)),

  consoleWatch: [
    async ({ context }, use) => {
      const watch = watchConsole(context)
      await use(watch)
      expect(watch.listUnexpected(), 'errors on the console').toEqual([])
    },
    { auto: true },
  ],

  allowConsoleError: async ({ consoleWatch }, use) => use(consoleWatch.allow),
})

export { expect }

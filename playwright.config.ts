import { defineConfig } from '@playwright/test'
import { browserFlags, findBrowser } from './scripts/find-browser.ts'

const executablePath = findBrowser()

export default defineConfig({
  testDir: 'e2e',
  testMatch: process.env.PORTICO_TAKE_SCREENS ? 'screens/screens.ts' : '**/*.spec.ts',
  globalSetup: './e2e/setup/global-setup.ts',
  // Files run beside each other, each with a Portico of its own; the tests in one file share it and run in turn.
  fullyParallel: false,
  workers: 2,
  timeout: 60_000,
  forbidOnly: !!process.env.CI,
  reporter: 'list',
  use: {
    locale: 'en-GB',
    timezoneId: 'UTC',
    // High enough to hold a page: right after a scroll, Chromium may hand a click to a frame that stood there before.
    viewport: { width: 1280, height: 1600 },
    actionTimeout: 15_000,
    navigationTimeout: 20_000,
    // Without the film: taking it costs time in every test, and the snapshots show as much.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: { args: browserFlags, ...(executablePath ? { executablePath } : {}) },
  },
})

import { defineConfig } from '@playwright/test'
import tests from '../../playwright.config.ts'

export default defineConfig({
  ...tests,
  testDir: '.',
  testMatch: 'screens.ts',
  globalSetup: '../setup/global-setup.ts',
  outputDir: '../../test-results/screens',
  workers: 1,
})

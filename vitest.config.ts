import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{app,bench,components,demo,lib,scripts,server,twin}/**/*.test.{ts,tsx}'],
    globalSetup: 'scripts/vitest-setup.ts',
    env: { LOG_LEVEL: 'error' },
    // Files share their modules, which halves the time: no module keeps what one test leaves to the next.
    isolate: false,
    // By default one core does nothing, which is half of two.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // A browser on a busy machine takes longer than the second that a poll waits by default.
    expect: { poll: { timeout: 10_000 } },
  },
})

import { readFileSync } from 'node:fs'
import { z } from 'zod'

export interface Counts {
  passed: number
  failed: number
}

const vitest = z
  .object({ numPassedTests: z.int(), numFailedTests: z.int(), numTotalTests: z.int(), success: z.boolean() })
  .transform(({ numPassedTests, numFailedTests, success }) => ({
    passed: numPassedTests,
    // A file that does not even load has no tests to count.
    failed: success ? 0 : Math.max(1, numFailedTests),
  }))

const playwright = z
  .object({
    stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
    errors: z.array(z.unknown()),
  })
  .transform(({ stats, errors }) => ({
    passed: stats.expected,
    // Passing at the second try is not passing.
    failed: stats.unexpected + stats.flaky + errors.length,
  }))

/** Reads what vitest or Playwright wrote. A report that is missing, or tells of no test at all, is a failure. */
export function readCounts(report: string): Counts {
  try {
    const counts = z.union([vitest, playwright]).parse(JSON.parse(readFileSync(report, 'utf8')))
    return counts.passed + counts.failed === 0 ? { passed: 0, failed: 1 } : counts
  } catch {
    return { passed: 0, failed: 1 }
  }
}

export function sum(counts: Counts[]): Counts {
  return {
    passed: counts.reduce((total, { passed }) => total + passed, 0),
    failed: counts.reduce((total, { failed }) => total + failed, 0),
  }
}

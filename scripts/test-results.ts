import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { z } from 'zod'

export interface Results {
  passed: number
  failed: number
  /** What failed, as far as it has a name. */
  failures: string[]
}

const vitestFile = z.object({
  name: z.string(),
  status: z.string(),
  assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
})
const vitest = z
  .object({
    numPassedTests: z.int(),
    numFailedTests: z.int(),
    success: z.boolean(),
    testResults: z.array(vitestFile),
  })
  .transform(({ numPassedTests, numFailedTests, success, testResults }) => ({
    passed: numPassedTests,
    // A file that does not even load has no tests to count.
    failed: success ? 0 : Math.max(1, numFailedTests),
    failures: testResults.flatMap(({ name, status, assertionResults }) => {
      const failed = assertionResults.filter((test) => test.status === 'failed')
      const lines = failed.map(({ fullName }) => `${relative('.', name)} › ${fullName}`)
      return status === 'failed' && lines.length === 0 ? [relative('.', name)] : lines
    }),
  }))

interface Suite {
  file: string
  specs: { title: string; line: number; tests: { status: string }[] }[]
  suites?: Suite[] | undefined
}
const suite: z.ZodType<Suite> = z.object({
  file: z.string(),
  specs: z.array(z.object({ title: z.string(), line: z.int(), tests: z.array(z.object({ status: z.string() })) })),
  suites: z.lazy(() => z.array(suite)).optional(),
})
const playwright = z
  .object({
    stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }),
    errors: z.array(z.unknown()),
    suites: z.array(suite),
  })
  .transform(({ stats, errors, suites }) => ({
    passed: stats.expected,
    // Passing at the second try is not passing.
    failed: stats.unexpected + stats.flaky + errors.length,
    failures: suites.flatMap(failuresOf),
  }))

function failuresOf({ file, specs, suites = [] }: Suite): string[] {
  const failed = specs.filter(({ tests }) => tests.some(({ status }) => ['unexpected', 'flaky'].includes(status)))
  return [...failed.map(({ title, line }) => `${file}:${line} › ${title}`), ...suites.flatMap(failuresOf)]
}

/** Reads what vitest or Playwright wrote. A report that is missing, or tells of no test at all, is a failure. */
export function readResults(report: string): Results {
  try {
    const results = z.union([vitest, playwright]).parse(JSON.parse(readFileSync(report, 'utf8')))
    return results.passed + results.failed === 0 ? { ...results, failed: 1 } : results
  } catch {
    return { passed: 0, failed: 1, failures: [] }
  }
}

export function sum(results: Results[]): Results {
  return {
    passed: results.reduce((total, { passed }) => total + passed, 0),
    failed: results.reduce((total, { failed }) => total + failed, 0),
    failures: results.flatMap(({ failures }) => failures),
  }
}

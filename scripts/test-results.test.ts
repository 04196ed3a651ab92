import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readResults, sum } from './test-results.ts'

const reportOf = (content: unknown) => {
  const path = join(mkdtempSync(join(tmpdir(), 'portico-report-')), 'report.json')
  writeFileSync(path, JSON.stringify(content))
  return path
}
const vitest = { numPassedTests: 3, numFailedTests: 0, success: true, testResults: [] }
const playwright = { stats: { expected: 4, unexpected: 0, flaky: 0 }, errors: [], suites: [] }

const vitestFile = (name: string, status: string, tests: [string, string][]) => ({
  name: join(process.cwd(), name),
  status,
  assertionResults: tests.map(([fullName, status]) => ({ fullName, status })),
})
const spec = (title: string, line: number, status: string) => ({ title, line, tests: [{ status }] })

describe('readResults', () => {
  it.each([
    ['vitest, all well', vitest, { passed: 3, failed: 0, failures: [] }],
    [
      'vitest, one failed',
      {
        numPassedTests: 2,
        numFailedTests: 1,
        success: false,
        testResults: [
          vitestFile('lib/a.test.ts', 'passed', [['a works', 'passed']]),
          vitestFile('lib/b.test.ts', 'failed', [
            ['b works', 'passed'],
            ['b holds', 'failed'],
          ]),
        ],
      },
      { passed: 2, failed: 1, failures: ['lib/b.test.ts › b holds'] },
    ],
    [
      'vitest, a file that does not load',
      { ...vitest, success: false, testResults: [vitestFile('lib/c.test.ts', 'failed', [])] },
      { passed: 3, failed: 1, failures: ['lib/c.test.ts'] },
    ],
    ['Playwright, all well', playwright, { passed: 4, failed: 0, failures: [] }],
    [
      'Playwright, one failed and one flaky',
      {
        ...playwright,
        stats: { expected: 4, unexpected: 1, flaky: 1 },
        suites: [
          {
            file: 'buy.spec.ts',
            specs: [spec('sells', 3, 'expected'), spec('refuses', 9, 'unexpected')],
            suites: [{ file: 'buy.spec.ts', specs: [spec('waits', 20, 'flaky')] }],
          },
        ],
      },
      { passed: 4, failed: 2, failures: ['buy.spec.ts:9 › refuses', 'buy.spec.ts:20 › waits'] },
    ],
    [
      'Playwright, setup failed',
      { ...playwright, errors: [{ message: 'no' }] },
      { passed: 4, failed: 1, failures: [] },
    ],
    ['no test at all', { ...vitest, numPassedTests: 0 }, { passed: 0, failed: 1, failures: [] }],
    ['something else', {}, { passed: 0, failed: 1, failures: [] }],
  ])('reads %s', (_, content, results) => {
    expect(readResults(reportOf(content))).toEqual(results)
  })

  it('counts a missing report as a failure', () => {
    expect(readResults('/nowhere/report.json')).toEqual({ passed: 0, failed: 1, failures: [] })
  })
})

describe('sum', () => {
  it('adds up', () => {
    expect(
      sum([
        { passed: 1, failed: 2, failures: ['a', 'b'] },
        { passed: 3, failed: 1, failures: ['c'] },
      ]),
    ).toEqual({ passed: 4, failed: 3, failures: ['a', 'b', 'c'] })
  })
})

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCounts, sum } from './test-results.ts'

const reportOf = (content: unknown) => {
  const path = join(mkdtempSync(join(tmpdir(), 'portico-report-')), 'report.json')
  writeFileSync(path, JSON.stringify(content))
  return path
}
const vitest = { numTotalTests: 3, numPassedTests: 3, numFailedTests: 0, success: true }
const playwright = { stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] }

describe('readCounts', () => {
  it.each([
    ['vitest, all well', vitest, { passed: 3, failed: 0 }],
    [
      'vitest, one failed',
      { ...vitest, numPassedTests: 2, numFailedTests: 1, success: false },
      { passed: 2, failed: 1 },
    ],
    ['vitest, a file that does not load', { ...vitest, success: false }, { passed: 3, failed: 1 }],
    ['Playwright, all well', playwright, { passed: 4, failed: 0 }],
    ['Playwright, flaky', { ...playwright, stats: { ...playwright.stats, flaky: 1 } }, { passed: 4, failed: 1 }],
    ['Playwright, setup failed', { ...playwright, errors: [{ message: 'no' }] }, { passed: 4, failed: 1 }],
    ['no test at all', { ...vitest, numPassedTests: 0 }, { passed: 0, failed: 1 }],
    ['something else', {}, { passed: 0, failed: 1 }],
  ])('reads %s', (_, content, counts) => {
    expect(readCounts(reportOf(content))).toEqual(counts)
  })

  it('counts a missing report as a failure', () => {
    expect(readCounts('/nowhere/report.json')).toEqual({ passed: 0, failed: 1 })
  })
})

describe('sum', () => {
  it('adds up', () => {
    expect(
      sum([
        { passed: 1, failed: 2 },
        { passed: 3, failed: 4 },
      ]),
    ).toEqual({ passed: 4, failed: 6 })
  })
})

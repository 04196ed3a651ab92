// `npm test`: everything that can be tested on this machine. The last line is `N passed, N failed`.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { showStep } from '#server/start/progress.ts'
import { ensureBrowser } from './ensure-browser.ts'
import { runTool } from './run-tool.ts'
import { staticChecks } from './static-checks.ts'
import { type Counts, readCounts, sum } from './test-results.ts'

const reports = mkdtempSync(join(tmpdir(), 'portico-reports-'))
const counts: Counts[] = []

const missingBrowser = await showStep('Browser', ensureBrowser)
for (const check of staticChecks) counts.push(countOf(await runTool(check)))
counts.push(await runUnitTests())
if (missingBrowser) {
  console.log(`\n${missingBrowser}`)
  counts.push(countOf(false))
} else counts.push(await runBrowserTests())

const { passed, failed } = sum(counts)
process.exitCode = failed ? 1 : 0
console.log(`\n${passed} passed, ${failed} failed`)

function countOf(isWell: boolean): Counts {
  return { passed: isWell ? 1 : 0, failed: isWell ? 0 : 1 }
}

async function runUnitTests(): Promise<Counts> {
  const report = join(reports, 'unit.json')
  const args = ['run', '--reporter=dot', '--silent=passed-only', '--reporter=json', `--outputFile.json=${report}`]
  const isWell = await runTool({ label: 'Unit tests', program: 'vitest', args, withinSeconds: 300 })
  return judge(report, isWell)
}

async function runBrowserTests(): Promise<Counts> {
  const report = join(reports, 'browser.json')
  const isWell = await runTool({
    label: 'Browser tests',
    program: 'playwright',
    args: ['test', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    withinSeconds: 30 * 60,
    isShown: true,
  })
  return judge(report, isWell)
}

/** A run that says it failed has failed, whatever its report counts. */
function judge(report: string, isWell: boolean): Counts {
  const { passed, failed } = readCounts(report)
  return { passed, failed: isWell ? failed : Math.max(1, failed) }
}

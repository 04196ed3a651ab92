// `npm test`: everything that can be tested on this machine. The last line is `N passed, N failed`.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { showStep } from '#server/start/progress.ts'
import { ensureBrowser } from './ensure-browser.ts'
import { runTool } from './run-tool.ts'
import { staticChecks } from './static-checks.ts'
import { type Results, readResults, sum } from './test-results.ts'

const reports = mkdtempSync(join(tmpdir(), 'portico-reports-'))
const results: Results[] = []

const missingBrowser = await showStep('Browser', ensureBrowser)
for (const check of staticChecks) results.push(resultOf(check.label, await runTool(check)))
results.push(await runUnitTests())
if (missingBrowser) {
  console.log(`\n${missingBrowser}`)
  results.push(resultOf('Browser', false))
} else results.push(await runBrowserTests())

const { passed, failed, failures } = sum(results)
process.exitCode = failed ? 1 : 0
// Once more at the end, where whoever reads no further than the last lines finds it.
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((failure) => `  ${failure}`).join('\n')}`)
console.log(`\n${passed} passed, ${failed} failed`)

function resultOf(label: string, isWell: boolean): Results {
  return isWell ? { passed: 1, failed: 0, failures: [] } : { passed: 0, failed: 1, failures: [label] }
}

async function runUnitTests(): Promise<Results> {
  const report = join(reports, 'unit.json')
  const args = ['run', '--reporter=dot', '--silent=passed-only', '--reporter=json', `--outputFile.json=${report}`]
  const isWell = await runTool({ label: 'Unit tests', program: 'vitest', args, withinSeconds: 600 })
  return judge('Unit tests', report, isWell)
}

async function runBrowserTests(): Promise<Results> {
  const report = join(reports, 'browser.json')
  const isWell = await runTool({
    label: 'Browser tests',
    program: 'playwright',
    args: ['test', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    withinSeconds: 30 * 60,
    isShown: true,
  })
  return judge('Browser tests', report, isWell)
}

/** A run that says it failed has failed, whatever its report counts. */
function judge(label: string, report: string, isWell: boolean): Results {
  const { passed, failed, failures } = readResults(report)
  if (isWell && failed === 0) return { passed, failed, failures }
  return { passed, failed: Math.max(1, failed), failures: failures.length > 0 ? failures : [label] }
}

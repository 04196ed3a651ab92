// `npm run check`: what CI asks of every change, short of a browser.
import { runTool } from './run-tool.ts'
import { staticChecks } from './static-checks.ts'

const began = performance.now()
// Tests that drive a browser take longer than a check should: `npm test` runs those too.
const unitTests = {
  label: 'Unit tests',
  program: 'vitest',
  args: ['run', '--reporter=dot', '--silent=passed-only', '--exclude=**/*.browser.test.ts'],
  withinSeconds: 300,
}
const checks = [...staticChecks, unitTests]
const failed: string[] = []
for (const check of checks) {
  if (!(await runTool(check))) failed.push(check.label)
}
const seconds = ((performance.now() - began) / 1000).toFixed(1)
if (failed.length) {
  console.log(`\nNot in order: ${failed.join('; ')}. (${seconds} s)`)
  process.exitCode = 1
} else console.log(`\nAll in order. (${seconds} s)`)

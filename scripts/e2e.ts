// `npm run e2e -- FILE --headed`: browser tests alone, with Playwright's own options.
import { showStep } from '#server/start/progress.ts'
import { ensureBrowser } from './ensure-browser.ts'
import { runTool } from './run-tool.ts'

const missingBrowser = await showStep('Browser', ensureBrowser)
if (missingBrowser) console.error(missingBrowser)
const options = { label: 'Browser tests', program: 'playwright', withinSeconds: 60 * 60, isShown: true }
const isWell = !missingBrowser && (await runTool({ ...options, args: ['test', ...process.argv.slice(2)] }))
process.exitCode = isWell ? 0 : 1

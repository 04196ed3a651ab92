// `npm run screens`: a picture of every page in every state, in docs/screens.
import { showStep } from '#server/start/progress.ts'
import { ensureBrowser } from './ensure-browser.ts'
import { runTool } from './run-tool.ts'

const missingBrowser = await showStep('Browser', ensureBrowser)
if (missingBrowser) console.error(missingBrowser)
const options = { label: 'Screens', program: 'playwright', withinSeconds: 30 * 60, isShown: true }
const args = ['test', '--workers=1', ...process.argv.slice(2)]
const env = { PORTICO_TAKE_SCREENS: '1' }
const isWell = !missingBrowser && (await runTool({ ...options, args, env }))
process.exitCode = isWell ? 0 : 1

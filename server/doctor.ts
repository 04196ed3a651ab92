// `npm run doctor`: looks at the installation and says what to do. `npm run doctor -- hand-over` looks at a hand-over token
// that is pasted, never named on the command line, where others could read it. Exit code 1 while something is broken.
import { createInterface } from 'node:readline/promises'
import type { Services } from '#lib/services.ts'
import { checkSetup, onlyInDashboard } from '#lib/setup/check-setup.ts'
import type { Finding } from '#lib/setup/finding.ts'
import { judgeHandoff } from '#lib/setup/judge-handoff.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { PlainFailure } from './plain-failure.ts'
import { runCommand } from './run-command.ts'

const usage = 'Usage: npm run doctor [-- hand-over]'
const marks: Record<Finding['state'], string> = { ok: '✓', todo: '!', broken: '✗' }

await runCommand(async (services) => {
  const [what, ...more] = process.argv.slice(2)
  if (more.length > 0 || (what !== undefined && what !== 'hand-over')) throw new PlainFailure(usage)
  return what ? describeHandoff(services) : describeSetup(services)
})

async function describeSetup(services: Services): Promise<string> {
  const findings = await checkSetup(services)
  const scope = await getScope(services).catch(() => 'Stripe does not answer')
  return [
    `Portico at ${services.env.publicOrigin}, ${scope}`,
    '',
    ...describeAll(findings),
    '',
    'Only Stripe’s dashboard can do these:',
    ...onlyInDashboard(services.env.publicOrigin).map((line) => `  · ${line}`),
  ].join('\n')
}

async function describeHandoff(services: Services): Promise<string> {
  return describeAll(await judgeHandoff(services, await readToken())).join('\n')
}

async function readToken(): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false })
  if (process.stdin.isTTY) process.stderr.write('Paste the token and press Enter: ')
  for await (const line of lines) {
    lines.close()
    return line.trim()
  }
  throw new PlainFailure(`No token came.\n${usage}`)
}

function describeAll(findings: Finding[]): string[] {
  if (findings.some(({ state }) => state === 'broken')) process.exitCode = 1
  return findings.map(describeFinding)
}

function describeFinding({ name, state, says, todo }: Finding): string {
  return `  ${marks[state]} ${name.padEnd(21)} ${says}${todo ? `\n    ${''.padEnd(21)} → ${todo}` : ''}`
}

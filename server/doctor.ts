// `npm run doctor`: looks at the installation and says what to do. Exit code 1 while something is broken.

import { checkSetup, onlyInDashboard } from '#lib/setup/check-setup.ts'
import type { Finding } from '#lib/setup/finding.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { runCommand } from './run-command.ts'

const marks: Record<Finding['state'], string> = { ok: '✓', todo: '!', broken: '✗' }

await runCommand(async (services) => {
  const findings = await checkSetup(services)
  if (findings.some(({ state }) => state === 'broken')) process.exitCode = 1
  const scope = await getScope(services).catch(() => 'Stripe does not answer')
  return [
    `Portico at ${services.env.publicOrigin}, ${scope}`,
    '',
    ...findings.map(describeFinding),
    '',
    'Only Stripe’s dashboard can do these:',
    ...onlyInDashboard(services.env.publicOrigin).map((line) => `  · ${line}`),
  ].join('\n')
})

function describeFinding({ name, state, says, todo }: Finding): string {
  return `  ${marks[state]} ${name.padEnd(21)} ${says}${todo ? `\n    ${''.padEnd(21)} → ${todo}` : ''}`
}

// `npm run operator -- invite EMAIL [--role owner|editor|viewer]`: prints a one-time link into the admin console.
import { parseArgs } from 'node:util'
import { createOperatorLink } from '#lib/operators/create-operator-link.ts'
import { type OperatorRole, operatorRoles } from '#lib/operators/operator.ts'
import { PlainFailure } from './plain-failure.ts'
import { runCommand } from './run-command.ts'

const usage = `Usage: npm run operator -- invite EMAIL [--role ${operatorRoles.join('|')}]`

await runCommand(async (services) => {
  const { email, role } = readArguments()
  const link = await createOperatorLink(services, { email, role })
  const stays = link.role === role ? '' : `\n${email} is known already and stays ${link.role}.`
  return `${link.url}\n\nIt works once, for 15 minutes. Give it to ${email} alone.${stays}`
})

function readArguments(): { email: string; role: OperatorRole } {
  const { values, positionals } = parse()
  const [verb, email] = positionals
  const role = operatorRoles.find((known) => known === values.role)
  if (verb !== 'invite' || !email || positionals.length > 2) throw new PlainFailure(usage)
  if (!/^\S+@\S+\.\S+$/.test(email)) throw new PlainFailure(`“${email}” is not an e-mail address.\n${usage}`)
  if (!role) throw new PlainFailure(`There is no role “${values.role}”: it is one of ${operatorRoles.join(', ')}.`)
  return { email, role }
}

function parse() {
  try {
    return parseArgs({ allowPositionals: true, options: { role: { type: 'string', default: 'owner' } } })
  } catch (error) {
    throw new PlainFailure(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

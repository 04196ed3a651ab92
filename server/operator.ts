// `npm run operator -- invite EMAIL [--role owner|editor|viewer]`: prints a one-time link into the admin console.
import { parseArgs } from 'node:util'
import { EnvironmentError, readEnv, readStartEnv } from '#lib/env.ts'
import { Refusal } from '#lib/errors.ts'
import { createOperatorLink } from '#lib/operators/create-operator-link.ts'
import { type OperatorRole, operatorRoles } from '#lib/operators/operator.ts'
import { createServices } from '#lib/services.ts'
import { PlainFailure } from './plain-failure.ts'
import { readRunningVariables } from './start/running-variables.ts'

const usage = `Usage: npm run operator -- invite EMAIL [--role ${operatorRoles.join('|')}]`

try {
  const { email, role } = readArguments()
  // What this shell sets says more than what Portico was started with.
  const env = readEnv({ ...readRunningVariables(readStartEnv().dataFolder), ...process.env })
  const { services, close } = createServices(env)
  const link = await createOperatorLink(services, { email, role }).finally(close)
  console.log(`${link.url}\n\nIt works once, for 15 minutes. Give it to ${email} alone.`)
  if (link.role !== role) console.log(`${email} is known already and stays ${link.role}.`)
} catch (error) {
  const isPlain = error instanceof PlainFailure || error instanceof EnvironmentError || error instanceof Refusal
  console.error(isPlain ? error.message : error)
  process.exit(1)
}

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

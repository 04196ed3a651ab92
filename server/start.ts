// `npm start`: everything that Portico needs on this machine, started in order, watched, and ended together.
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { EnvironmentError } from '#lib/env/environment-error.ts'
import { readStartEnv, type StartEnv } from '#lib/env.ts'
import { PlainFailure } from './plain-failure.ts'
import { checkPorts } from './start/check-ports.ts'
import { forgetEverything } from './start/forget.ts'
import { createHousehold, type Household } from './start/household.ts'
import { readOptions, type StartOptions } from './start/options.ts'
import { showAddresses } from './start/progress.ts'
import { claimFolder } from './start/running-record.ts'
import { checkDatabaseAnswers } from './start/start-database.ts'
import { startEverything } from './start/start-everything.ts'

let household: Household | undefined
let isEnding = false

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => endWith(0))
try {
  await main()
} catch (error) {
  await endWith(1, error)
}

async function main(): Promise<never> {
  const options = readOptions(process.argv.slice(2))
  const read = readStartEnv()
  const env = { ...read, dataFolder: resolve(read.dataFolder) }
  household = createHousehold(await claim(env, options))

  const addresses = await Promise.race([startEverything(env, options, household), household.watch()])
  showAddresses(addresses)
  console.log(`Portico is ready: ${env.publicOrigin}`)
  return await household.watch()
}

/** Everything that can be refused is refused here, before anything runs. */
async function claim(env: StartEnv, { isFresh }: StartOptions) {
  if (isFresh && env.databaseUrl)
    throw new PlainFailure(
      '--fresh empties only the database that Portico brings along, but DATABASE_URL is set: unset one.',
    )
  await checkDatabaseAnswers(env)
  makeFolder(env.dataFolder)
  const record = await claimFolder(env.dataFolder)
  await checkPorts({ PORT: env.port, ...(env.stripe ? {} : { TWIN_PORT: env.twinPort }) })
  if (isFresh) await forgetEverything(env.dataFolder)
  return record
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o711 })
  } catch (error) {
    throw new PlainFailure(`The folder ${folder} cannot be made (${String(error)}): choose another with PORTICO_DATA.`)
  }
}

async function endWith(code: number, error?: unknown): Promise<void> {
  if (isEnding) return
  isEnding = true
  if (error instanceof PlainFailure || error instanceof EnvironmentError) console.error(`\n${error.message}`)
  else if (error) console.error(error)
  await household?.stopAll()
  process.exit(code)
}

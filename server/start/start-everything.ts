import { join } from 'node:path'
import { migrate } from '#lib/database/migrate.ts'
import type { StartEnv } from '#lib/env.ts'
import { type Address, listAddresses } from './addresses.ts'
import { buildPages } from './build-pages.ts'
import { addDemoData, forgetUnfinishedDemo } from './demo-data.ts'
import { demoHandoff } from './demo-handoff.ts'
import type { Household } from './household.ts'
import { makeOperatorLink } from './make-operator-link.ts'
import type { StartOptions } from './options.ts'
import { showStep } from './progress.ts'
import { writeRunningVariables } from './running-variables.ts'
import { readOrMakeSecrets } from './secrets.ts'
import { startDatabase } from './start-database.ts'
import { makeWebKey, startTwin, twinAsStripe, twinStateFile } from './start-twin.ts'
import { startWeb } from './start-web.ts'

/** Starts what is missing, in order, and shows each step. @returns the addresses that a person may open */
export async function startEverything(env: StartEnv, options: StartOptions, household: Household): Promise<Address[]> {
  const { dataFolder } = env
  forgetUnfinishedDemo(dataFolder)
  const secrets = readOrMakeSecrets(dataFolder)

  const databaseUrl = await showStep('Database', async (note) => {
    const { appUrl, ownerUrl } = await startDatabase(env, secrets, household, note)
    await migrate(ownerUrl, appUrl)
    return appUrl
  })
  const ours = {
    PORT: String(env.port),
    PORTICO_URL: env.publicOrigin,
    PORTICO_DATA: dataFolder,
    DATABASE_URL: databaseUrl,
  }
  const variables = env.stripe ? ours : { ...ours, ...(await startDemo()) }

  writeRunningVariables(env, variables)

  if (!options.isDev)
    await showStep('Pages', async (note) => {
      if (!(await buildPages(join(dataFolder, 'build.log'), household.runJob))) note('built before')
    })
  await showStep('Web', () => startWeb({ variables, logFolder: dataFolder, isDev: options.isDev }, household.join))
  return listAddresses(env, env.stripe ? undefined : await makeOperatorLink(variables))

  async function startDemo() {
    const handoff = demoHandoff(env.handoff, secrets.handoffSecret, env.twinPort)
    const twin = await showStep('Twin', () => {
      const twinOptions = {
        port: env.twinPort,
        secretKey: secrets.twinKey,
        logFolder: dataFolder,
        stateFile: join(dataFolder, twinStateFile),
        variables: { ...handoff, PORTICO_URL: env.publicOrigin },
      }
      return startTwin(twinOptions, household.join)
    })
    await showStep('Demo data', async (note) => {
      const known = { ...ours, ...handoff, ...twinAsStripe(twin, twin.secretKey) }
      if (!(await addDemoData(dataFolder, known, household.runJob))) note('added before')
    })
    return { ...handoff, ...twinAsStripe(twin, await makeWebKey(twin)) }
  }
}

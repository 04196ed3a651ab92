// What the commands beside `npm start` share: the services of the Portico that runs from this folder, and one sentence where something is wrong.
import { EnvironmentError } from '#lib/env/environment-error.ts'
import { readEnv, readStartEnv } from '#lib/env.ts'
import { Refusal } from '#lib/errors.ts'
import { createServices, type Services } from '#lib/services.ts'
import { PlainFailure } from './plain-failure.ts'
import { readRunningVariables } from './start/running-variables.ts'
import { wrapLines } from './wrap-lines.ts'

/** Runs `work`, prints what it gives, and ends the process: with 1 where it was refused. */
export async function runCommand(work: (services: Services) => Promise<string>): Promise<void> {
  try {
    // What this shell sets says more than what Portico was started with.
    const env = readEnv({ ...readRunningVariables(readStartEnv().dataFolder), ...process.env })
    const { services, close } = createServices(env)
    const said = await work(services).finally(close)
    console.log(wrapLines(said, process.stdout.columns ?? Number.POSITIVE_INFINITY))
  } catch (error) {
    const isPlain = error instanceof PlainFailure || error instanceof EnvironmentError || error instanceof Refusal
    console.error(isPlain ? error.message : error)
    process.exitCode = 1
  }
}

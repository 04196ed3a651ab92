// What a running Portico was started with, for the other commands of the same folder; readable by its owner alone.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Variables } from './start-child.ts'

const file = (dataFolder: string) => join(dataFolder, 'running-variables.json')

export function writeRunningVariables(dataFolder: string, variables: Variables): void {
  rmSync(file(dataFolder), { force: true })
  writeFileSync(file(dataFolder), JSON.stringify(variables), { mode: 0o600 })
}

/** Nothing when `npm start` never ran here: then the environment must say it all. */
export function readRunningVariables(dataFolder: string): Record<string, string> {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file(dataFolder), 'utf8')))
  } catch {
    return {}
  }
}

// What a running Portico was started with, for the other commands of the same folder; readable by its owner alone.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { StartEnv } from '#lib/env.ts'
import type { Variables } from './start-child.ts'

/** What a person gives `npm start`, and would have to give again in the next terminal. */
const given = [
  'STRIPE_SECRET_KEY',
  'STRIPE_PUBLISHABLE_KEY',
  'STRIPE_API_URL',
  'STRIPE_SCRIPT_URL',
  'STRIPE_HOSTED_ORIGINS',
  'STRIPE_REQUESTS_PER_SECOND',
  'PAGE_VIEWS_PER_MINUTE',
  'HANDOFF_SECRETS',
  'HANDOFF_JWKS_URL',
  'HANDOFF_ISSUER',
  'HOST_SIGN_IN_URL',
]

const file = (dataFolder: string) => join(dataFolder, 'running-variables.json')

/** What was given stands there for test mode alone: no live key is written down. */
export function writeRunningVariables({ dataFolder, stripe }: StartEnv, variables: Variables): void {
  const isTest = stripe?.livemode !== true
  const kept = isTest ? Object.fromEntries(given.map((name) => [name, process.env[name]])) : {}
  rmSync(file(dataFolder), { force: true })
  writeFileSync(file(dataFolder), JSON.stringify({ ...kept, ...variables }), { mode: 0o600 })
}

/** Nothing when `npm start` never ran here: then the environment must say it all. */
export function readRunningVariables(dataFolder: string): Record<string, string> {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file(dataFolder), 'utf8')))
  } catch {
    return {}
  }
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Child, startChild, type Variables } from './start-child.ts'
import { webPermissions } from './web-permissions.ts'

export interface Twin {
  base: string
  /** May do everything, as a company's own server would; the web gets a narrower one. */
  secretKey: string
  publishableKey: string
}

export interface TwinOptions {
  port: number
  secretKey: string
  logFolder: string
  /** Where it keeps what it knows over a restart; without one it forgets. */
  stateFile?: string
  /** What the host app that it carries has to know. */
  variables: Variables
}

export const twinStateFile = 'twin.json'

const hostApp = 'demo/acme.ts'
const readyWithinMilliseconds = 20_000
const readyLine = z.object({ base: z.url(), key: z.string(), publishable_key: z.string() })

export async function startTwin(options: TwinOptions, onStart: (twin: Child) => void): Promise<Twin> {
  const { port, secretKey, logFolder, stateFile, variables } = options
  const twin = startChild({
    name: 'The twin',
    args: [
      ...['twin/main.ts', '--json', '--port', String(port), '--key', secretKey],
      ...(stateFile ? ['--state', stateFile] : []),
      ...(existsSync(hostApp) ? ['--mount', `/acme=${hostApp}`] : []),
    ],
    env: { ...process.env, ACME_STRIPE_KEY: secretKey, ...variables },
    log: join(logFolder, 'twin.log'),
  })
  onStart(twin)
  const { base, key, publishable_key } = readyLine.parse(await twin.ready(readyWithinMilliseconds))
  return { base, secretKey: key, publishableKey: publishable_key }
}

/** A key with the web's permissions alone, so that a call outside them fails here and not first in production. */
export async function makeWebKey({ base, secretKey }: Pick<Twin, 'base' | 'secretKey'>): Promise<string> {
  const response = await fetch(`${base}/_twin/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ permissions: webPermissions }),
  })
  if (!response.ok) throw new Error(`The twin made no restricted key: ${response.status} ${await response.text()}`)
  return z.object({ key: z.string().startsWith('rk_test_') }).parse(await response.json()).key
}

/** The twin in Stripe's place: from here on nobody asks which of the two it is. */
export function twinAsStripe({ base, publishableKey }: Twin, secretKey: string): Variables {
  return {
    STRIPE_SECRET_KEY: secretKey,
    STRIPE_PUBLISHABLE_KEY: publishableKey,
    STRIPE_API_URL: base,
    STRIPE_SCRIPT_URL: base,
    STRIPE_HOSTED_ORIGINS: base,
  }
}

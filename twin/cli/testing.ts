import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { serveTwin } from '../serve-twin.ts'

const binary = createRequire(import.meta.url).resolve('@stripe/cli/bin/shim.js')
const key = 'sk_test_of_the_stripe_cli'

/** A twin over HTTP, and the Stripe CLI talking to it from a home of its own. */
export async function serveTwinForCli() {
  const { twin, base, close } = await serveTwin()
  const home = mkdtempSync(join(tmpdir(), 'stripe-cli-'))
  onTestFinished(async () => {
    await close()
    rmSync(home, { recursive: true, force: true })
  })
  const settings = { HOME: home, XDG_CONFIG_HOME: home, STRIPE_CLI_TELEMETRY_OPTOUT: '1', STRIPE_API_KEY: key }
  const env = { ...process.env, ...settings }
  const common = ['--api-base', base, '--api-key', key, '--color', 'off']
  /** Its exit code says nothing: even a refused call ends with 0. @returns what it printed, on both outputs */
  const stripe = (...args: string[]) =>
    new Promise<string>((resolve) => {
      execFile(process.execPath, [binary, ...args, ...common], { env, timeout: 15_000 }, (_, out, err) =>
        resolve(out + err),
      )
    })
  /** Starts one that stays, and waits until it says that it is ready; it ends with the test. */
  const start = async (...args: string[]) => {
    // The package's script starts the program itself: only their group ends both.
    const child = spawn(process.execPath, [binary, ...args, ...common], { env, detached: true })
    onTestFinished(() => {
      if (child.pid && child.exitCode === null) process.kill(-child.pid)
    })
    let printed = ''
    for (const output of [child.stdout, child.stderr]) {
      output.on('data', (part) => {
        printed += part
      })
    }
    await expect.poll(() => printed, { timeout: 10_000 }).toContain('Ready!')
    return () => printed
  }
  const account = twin.account(key)
  return {
    stripe,
    start,
    /** What it printed as JSON; a word to the reader may come first. */
    json: async (...args: string[]) => {
      const printed = await stripe(...args)
      return JSON.parse(printed.slice(printed.indexOf('{')))
    },
    account,
    base,
    key,
    refused: () => account.ledger.list().filter(({ status }) => status >= 400),
    events: () => account.run({ kind: 'clock' }, (context) => context.list('event').map(({ type }) => type)),
  }
}

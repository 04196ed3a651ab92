// Somebody with a Stripe account of their own, and a terminal on the machine where Portico is to run.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { findFreePort } from '#server/free-port.ts'
import { startChild, type Variables } from '#server/start/start-child.ts'
import { type ConnectedTwin, connectTwin } from '#twin/playwright/connect-twin.ts'

export interface Newcomer {
  /** Where their Portico is to be. */
  url: string
  /** Their account: it knows the keys that were made for it and no others, and nobody has set anything up in it. */
  account: ConnectedTwin
  /** `npm start`, with these keys and settings, in the place of the one before. @returns what it printed */
  start(variables: Variables): Promise<string>
  /** A command in another terminal, where nothing is set, as in `run('doctor')`. */
  run(
    command: 'doctor' | 'operator' | 'sign-in-as',
    args?: string[],
    typed?: string,
  ): { code: number | null; said: string }
  leave(): Promise<void>
}

const startsWithinMs = 90_000
const endsWithinMs = 45_000

export async function welcomeNewcomer(): Promise<Newcomer> {
  const parent = resolve('test-results', 'servers')
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, 'newcomer-'))
  // The embedded Postgres has a user of its own, who has to get through.
  chmodSync(folder, 0o711)

  const secretKey = `sk_test_${randomBytes(16).toString('hex')}`
  const stripe = startChild({
    name: 'Stripe',
    args: ['twin/main.ts', '--json', '--port', '0', '--key', secretKey, '--strict-keys'],
    env: process.env,
    log: join(folder, 'stripe.log'),
  })
  const base = String((await stripe.ready(20_000)).base)
  const account = await connectTwin({ base, key: secretKey })
  await account.control('POST', 'portal_default', { saved: false })

  const port = await findFreePort()
  const terminal = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    PORT: String(port),
    PORTICO_DATA: join(folder, 'data'),
  }
  const address = { STRIPE_API_URL: base, STRIPE_SCRIPT_URL: base, STRIPE_HOSTED_ORIGINS: base }
  let portico: ChildProcess | undefined

  const end = async () => {
    if (portico?.exitCode === null) {
      const ended = new Promise((gone) => portico?.once('exit', gone))
      portico.kill('SIGTERM')
      await Promise.race([ended, wait(endsWithinMs).then(() => portico?.kill('SIGKILL'))])
    }
    portico = undefined
  }
  return {
    url: `http://localhost:${port}`,
    account,
    start: async (variables) => {
      await end()
      const env = { ...terminal, ...address, ...variables } as Variables as NodeJS.ProcessEnv
      portico = spawn(process.execPath, ['scripts/bootstrap.mjs', 'server/start.ts'], { env, stdio: 'pipe' })
      return untilReady(portico)
    },
    run: (command, args = [], typed = '') => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['scripts/bootstrap.mjs', `server/${command}.ts`, ...args],
        { env: terminal as Variables as NodeJS.ProcessEnv, input: typed, encoding: 'utf8', timeout: 60_000 },
      )
      return { code: status, said: `${stdout}${stderr}` }
    },
    leave: async () => {
      await end()
      await stripe.stop()
    },
  }
}

function untilReady(child: ChildProcess): Promise<string> {
  let printed = ''
  return new Promise((ready, failed) => {
    const timer = setTimeout(() => failed(new Error(`npm start took too long:\n${printed}`)), startsWithinMs)
    const listen = (chunk: Buffer) => {
      printed += chunk
      if (!printed.includes('Portico is ready')) return
      clearTimeout(timer)
      ready(printed)
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', (code) => failed(new Error(`npm start ended with ${code}:\n${printed}`)))
  })
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds))
}

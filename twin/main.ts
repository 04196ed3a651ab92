#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { seedAccount } from './seed-account.ts'
import { serveTwin } from './serve-twin.ts'
import { keepState } from './state-file.ts'

const values = readArguments()

if (!/^sk_test_\w{4,}$/.test(values.key))
  stop('--key must be a secret test key: sk_test_ and at least four more characters.')
const publishableKey = values['publishable-key']
if (publishableKey && !/^pk_test_\w{4,}$/.test(publishableKey)) stop('--publishable-key must begin with pk_test_.')
const webhookSecret = values['webhook-secret']
if (webhookSecret && !/^whsec_\w+$/.test(webhookSecret)) stop('--webhook-secret must begin with whsec_.')
const badUrl = values.webhook.find((url) => !/^https?:\/\//.test(url) || !URL.canParse(url))
if (badUrl !== undefined) stop(`--webhook takes an http or https address, not "${badUrl}".`)
const retries = values['webhook-retry-ms']?.split(',').map(Number)
if (retries?.some((wait) => !(wait >= 0))) stop('--webhook-retry-ms takes milliseconds: 100,1000.')
if (!/^\d+$/.test(values.port)) stop('--port must be a number.')

const { twin, base, close } = await serveTwin({
  port: Number(values.port),
  host: values.host,
  strictKeys: values['strict-keys'],
  accounts: [
    {
      key: values.key,
      webhookUrls: values.webhook,
      hasSamples: values.samples,
      ...(publishableKey ? { publishableKey } : {}),
    },
  ],
  webhooks: {
    hosts: values['webhook-host'],
    ...(webhookSecret ? { secret: webhookSecret } : {}),
    ...(retries ? { retryMilliseconds: retries } : {}),
  },
  ...(values.base ? { base: values.base } : {}),
  ...(values.quiet ? {} : { log: (line: string) => console.error(`twin: ${line}`) }),
}).catch((error: NodeJS.ErrnoException) =>
  stop(error.code === 'EADDRINUSE' ? `Port ${values.port} is in use.` : error.message),
)

const saveState = values.state ? keepState(twin.account(values.key), values.state) : () => {}
if (values.seed) await seedAccount(twin, values.key, JSON.parse(readFileSync(values.seed, 'utf8')))
for (const mount of values.mount) await mountModule(mount)

console.log(
  values.json
    ? JSON.stringify(twin.describe(values.key))
    : `Stripe twin (a test stand-in) at ${base}, key ${values.key}`,
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    saveState()
    close().then(() => process.exit(0))
  })
}

/** `PATH=MODULE`: the module's default export is given `{ base }` and gives a `Request → Response` handler. */
async function mountModule(mount: string) {
  const at = mount.indexOf('=')
  if (at <= 0) stop(`--mount takes PATH=MODULE, not "${mount}".`)
  const path = mount.slice(0, at)
  const { default: createHandler } = await import(pathToFileURL(resolve(mount.slice(at + 1))).href)
  twin.mount(path, createHandler({ base: `${base}${path}` }))
}

function readArguments() {
  const options = {
    port: { type: 'string', default: '12111' },
    host: { type: 'string', default: '127.0.0.1' },
    key: { type: 'string', default: 'sk_test_twin_default' },
    'publishable-key': { type: 'string' },
    'strict-keys': { type: 'boolean', default: false },
    base: { type: 'string' },
    seed: { type: 'string' },
    state: { type: 'string' },
    mount: { type: 'string', multiple: true, default: [] },
    webhook: { type: 'string', multiple: true, default: [] },
    'webhook-host': { type: 'string', multiple: true, default: [] },
    'webhook-retry-ms': { type: 'string' },
    'webhook-secret': { type: 'string' },
    samples: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
  } as const satisfies ParseArgsOptionsConfig
  try {
    return parseArgs({ options }).values
  } catch (error) {
    const known = Object.keys(options).map((name) => `--${name}`)
    return stop(
      `${error instanceof Error ? error.message : error}. Known are ${known.join(', ')}. What they do is in the README.`,
    )
  }
}

function stop(message: string): never {
  console.error(message)
  process.exit(1)
}

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Stripe } from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedTwin, serveTwin } from './serve-twin.ts'

const key = 'sk_test_over_http'
let served: ServedTwin

beforeAll(async () => {
  served = await serveTwin()
})
afterAll(() => served.close())

function connect(base: string, settings: { timeout?: number } = {}) {
  const { hostname, port } = new URL(base)
  return new Stripe(key, {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    ...settings,
  })
}

async function makeFault(fault: object) {
  const headers = { authorization: `Bearer ${key}` }
  const response = await fetch(`${served.base}/_twin/faults`, { method: 'POST', headers, body: JSON.stringify(fault) })
  return { status: response.status, body: await response.json() }
}

describe('the twin over HTTP', () => {
  it('is Stripe to the SDK', async () => {
    const stripe = connect(served.base)
    const customer = await stripe.customers.create({ email: 'a@example.com' })
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ email: 'a@example.com' })
  })

  it('listens on loopback alone', () => {
    expect(served.base).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  it('lets browsers of every origin ask', async () => {
    const response = await fetch(`${served.base}/v1/payment_methods`, { method: 'OPTIONS' })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('answers hundreds of calls at once', async () => {
    const stripe = connect(served.base)
    const create = (_: unknown, index: number) => stripe.customers.create({ name: `${index}` })
    const made = await Promise.all(Array.from({ length: 300 }, create))
    expect(made.map(({ name }) => name)).toEqual(Array.from({ length: 300 }, (_, index) => `${index}`))
    expect(new Set(made.map(({ id }) => id)).size).toBe(300)
  })
})

describe('a fault', () => {
  const match = { path: '/v1/products' }

  it('429 gives its reason', async () => {
    await makeFault({ kind: '429', match, times: 1, reason: 'endpoint-concurrency' })
    const error = await connect(served.base)
      .products.list()
      .catch((caught) => caught)
    expect(error).toBeInstanceOf(Stripe.errors.StripeRateLimitError)
    expect(error.headers['stripe-rate-limited-reason']).toBe('endpoint-concurrency')
    expect((await connect(served.base).products.list()).data).toEqual([])
  })

  it('reset closes before the answer', async () => {
    // stripe-node itself repeats a reset once, whatever it is told.
    await makeFault({ kind: 'reset', match, times: 2 })
    await expect(connect(served.base).products.list()).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError)
  })

  it.each(['truncated', 'reset_midway'])('%s closes in the middle of the answer', async (kind) => {
    await makeFault({ kind, match, times: 1 })
    const headers = { authorization: `Bearer ${key}` }
    const response = await fetch(`${served.base}/v1/products`, { headers })
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow()
  })

  it('truncated is a lost connection to the SDK', async () => {
    await makeFault({ kind: 'truncated', match, times: 1 })
    await expect(connect(served.base).products.list()).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError)
  })

  it('hang answers nothing', async () => {
    await makeFault({ kind: 'hang', match, times: 1 })
    await expect(connect(served.base, { timeout: 200 }).products.list()).rejects.toMatchObject({
      message: expect.stringContaining('timeout'),
    })
  })

  it('html answers as a proxy does, and nothing was done', async () => {
    await makeFault({ kind: 'html', match, times: 1 })
    await expect(connect(served.base).products.create({ name: 'Never' })).rejects.toThrow('Invalid JSON received')
    expect((await connect(served.base).products.list()).data.map(({ name }) => name)).not.toContain('Never')
  })

  it('drip answers whole, a byte at a time', async () => {
    await makeFault({ kind: 'drip', match, times: 1, latency_ms: 2 })
    const started = performance.now()
    expect((await connect(served.base).products.list({ limit: 1 })).object).toBe('list')
    expect(performance.now() - started).toBeGreaterThan(80)
  })

  it('slow answers late', async () => {
    await makeFault({ kind: 'slow', match, times: 1, latency_ms: 150 })
    const started = performance.now()
    await connect(served.base).products.list()
    expect(performance.now() - started).toBeGreaterThan(140)
  })

  it('applied_then_lost does the work and says nothing', async () => {
    await makeFault({ kind: 'applied_then_lost', match, times: 2 })
    const stripe = connect(served.base)
    const options = { idempotencyKey: 'lost' }
    await expect(stripe.products.create({ name: 'Pro' }, options)).rejects.toBeInstanceOf(
      Stripe.errors.StripeConnectionError,
    )
    expect((await stripe.products.create({ name: 'Pro' }, options)).name).toBe('Pro')
    expect((await stripe.products.list()).data).toHaveLength(1)
  })

  it('that the twin does not have is refused by name', async () => {
    const { status, body } = await makeFault({ kind: 'earthquake' })
    expect(status).toBe(400)
    expect(body.error.message).toContain('"earthquake"')
  })
})

describe('the command', () => {
  it('says in one line when it is ready, seeds, mounts and ends', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'twin-'))
    writeFileSync(join(folder, 'seed.json'), JSON.stringify([{ path: '/v1/products', params: { name: 'Seeded' } }]))
    writeFileSync(join(folder, 'app.mjs'), 'export default ({ base }) => () => new Response(base)')
    const args = ['--port', '0', '--json', '--key', key, '--publishable-key', 'pk_test_given_key']
    const more = ['--seed', join(folder, 'seed.json'), '--mount', `/acme=${join(folder, 'app.mjs')}`]
    const process = spawn('node_modules/.bin/node', ['twin/main.ts', ...args, ...more], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      const [line] = (await once(createInterface(process.stdout), 'line')) as [string]
      const ready = JSON.parse(line)
      expect(ready).toMatchObject({
        key,
        publishable_key: 'pk_test_given_key',
        stripe_js: `${ready.base}/endive/stripe.js`,
        webhook_secret: expect.stringMatching(/^whsec_/),
        pricing_tables: [],
        buy_buttons: [],
      })
      expect((await fetch(ready.stripe_js)).headers.get('content-type')).toContain('text/javascript')
      expect((await connect(ready.base).products.list()).data).toMatchObject([{ name: 'Seeded' }])
      expect(await fetch(`${ready.base}/acme/anything`).then((response) => response.text())).toBe(`${ready.base}/acme`)
    } finally {
      process.kill('SIGTERM')
    }
    expect((await once(process, 'exit'))[0]).toBe(0)
  })

  it('names the options that it knows', () => {
    const { status, stderr } = spawnSync('node_modules/.bin/node', ['twin/main.ts', '--prot', '0'], {
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    expect(stderr).toMatch(/'--prot'.* Known are --port, --host, /)
  })
})

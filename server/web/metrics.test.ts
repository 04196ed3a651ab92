import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { connect } from '#lib/database/connect.ts'
import { getBreaker } from '#lib/stripe/breaker.ts'
import { createStripe } from '#lib/stripe/client.ts'
import { createMintQueue } from '#lib/stripe/mint-queue.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createMetricsServer } from './metrics-server.ts'
import { createRouteNames } from './route-names.ts'
import { start } from './running-server.testing.ts'

const { database, close } = connect(inject('appUrl'))
const stripe = createStripe({ secretKey: 'rk_test_12345678', apiUrl: 'http://127.0.0.1:9' })
const metrics: Metrics = createMetrics({ database, mintQueue: createMintQueue(25), stripe })
let server: ReturnType<typeof createMetricsServer>
let address: string

beforeEach(async () => {
  server = createMetricsServer(metrics)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(() => server.close())

async function readMetrics(): Promise<string> {
  return (await fetch(`${address}/metrics`)).text()
}

describe('the metrics', () => {
  it('count requests by route, and no address becomes a label', async () => {
    const origin = await start({ nameRoute: createRouteNames(['/pay/[invoice]']), onAnswered: metrics.onAnswered })
    for (const path of ['/pay/in_1', '/pay/in_2', '/wp-login.php?secret=1'])
      await (await fetch(`${origin}${path}`)).text()
    const text = await readMetrics()
    const count = 'portico_request_duration_seconds_count'
    expect(text).toContain(`${count}{route="/pay/[invoice]",method="GET",status="200"} 2`)
    expect(text).toContain(`${count}{route="unknown",method="GET",status="200"} 1`)
    expect(text).not.toMatch(/in_1|wp-login|secret/)
  })

  it('count calls to Stripe by operation and outcome, without an id', async () => {
    const origin = await start()
    const stripe = createStripe({ secretKey: 'rk_test_12345678', apiUrl: origin })
    await stripe.customers.retrieve('cus_1').catch(() => {})
    await expect(
      createStripe({ secretKey: 'rk_test_12345678', apiUrl: 'http://127.0.0.1:9' }).customers.list({ limit: 1 }),
    ).rejects.toThrow(Stripe.errors.StripeConnectionError)
    const text = await readMetrics()
    const count = 'portico_stripe_call_duration_seconds_count'
    expect(text).toContain(`${count}{operation="GET /v1/customers/:id",outcome="200"} 1`)
    expect(text).toContain(`${count}{operation="GET /v1/customers",outcome="no_answer"} 1`)
  })

  it('show when Stripe is not asked any more', async () => {
    expect(await readMetrics()).toContain('portico_stripe_breaker_open 0')
    for (let count = 0; count < 3; count += 1) getBreaker(stripe).begin()('unanswered')
    expect(await readMetrics()).toContain('portico_stripe_breaker_open 1')
  })

  it('show the connections of the pool and the delay of the event loop', async () => {
    const text = await readMetrics()
    expect(text).toMatch(/portico_database_connections\{state="waiting"\} 0/)
    expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds \d/)
    await close()
  })

  it('are at one address, and nothing else is', async () => {
    expect((await fetch(`${address}/`)).status).toBe(404)
    expect((await fetch(`${address}/metrics`, { method: 'POST' })).status).toBe(404)
  })
})

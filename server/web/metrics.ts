// What can be counted about this process, in Prometheus' words. The labels take few values: no path, id or customer is one.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { type ConnectionUse, getConnectionUse } from '#lib/database/connection-use.ts'
import { listen } from '#lib/notices.ts'
import type { Services } from '#lib/services.ts'
import { getBreaker } from '#lib/stripe/breaker.ts'
import type { ObservedRequest } from './observe-request.ts'

export interface Metrics {
  onAnswered(request: ObservedRequest): void
  /** Everything, as text of `contentType`. */
  read(): Promise<string>
  contentType: string
}

const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const connectionStates: (keyof ConnectionUse)[] = ['busy', 'idle', 'waiting']

export function createMetrics(services: Pick<Services, 'database' | 'mintQueue' | 'stripe'>): Metrics {
  const registry = new Registry()
  const registers = [registry]
  // Event loop delay, memory, garbage collection, file handles.
  collectDefaultMetrics({ register: registry })

  const requests = new Histogram({
    name: 'portico_request_duration_seconds',
    help: 'Requests answered, by route, method and status',
    labelNames: ['route', 'method', 'status'],
    buckets: requestBuckets,
    registers,
  })
  const mints = new Counter({
    name: 'portico_mints_total',
    help: 'Mints, by kind and outcome: granted, or the code of the refusal',
    labelNames: ['kind', 'outcome'],
    registers,
  })
  const stripeCalls = new Histogram({
    name: 'portico_stripe_call_duration_seconds',
    help: 'HTTP requests to Stripe, by operation and outcome: the status, or no_answer',
    labelNames: ['operation', 'outcome'],
    buckets: requestBuckets,
    registers,
  })
  const rateLimited = new Counter({
    name: 'portico_rate_limited_total',
    help: 'Requests refused by a rate limit',
    labelNames: ['limit'],
    registers,
  })
  new Gauge({
    name: 'portico_database_connections',
    help: 'Connections of the pool; waiting are requests without one',
    labelNames: ['state'],
    registers,
    collect() {
      const use = getConnectionUse(services.database)
      for (const state of connectionStates) this.set({ state }, use[state])
    },
  })

  new Gauge({
    name: 'portico_mints_waiting',
    help: 'Mints in the line that waits for the limit of Stripe',
    registers,
    collect() {
      this.set(services.mintQueue.waiting)
    },
  })

  new Gauge({
    name: 'portico_stripe_breaker_open',
    help: '1 while calls to Stripe are refused at once, since none of the last was answered',
    registers,
    collect() {
      this.set(getBreaker(services.stripe).isOpen ? 1 : 0)
    },
  })

  listen('mint', ({ kind, outcome }) => mints.inc({ kind, outcome }))
  listen('stripe_call', ({ operation, outcome, durationMs }) =>
    stripeCalls.observe({ operation, outcome }, durationMs / 1000),
  )
  listen('rate_limited', ({ limit }) => rateLimited.inc({ limit }))
  return {
    onAnswered: ({ route = 'unknown', method, status, durationMs }) =>
      requests.observe({ route, method, status }, durationMs / 1000),
    read: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

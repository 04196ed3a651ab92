// The web process: Next's pages and routes inside our own HTTP server.
import { createServer } from 'node:http'
import type { Server } from 'node:net'
import next from 'next'
import { EnvironmentError } from '#lib/env/environment-error.ts'
import { type Env, hasSecretFiles, readEnv, type TracesEnv } from '#lib/env.ts'
import { finishMints } from '#lib/mints/record-mint.ts'
import { getServices } from '#lib/services.ts'
import { describeError, log } from '#lib/web/log.ts'
import { createWebServer } from './web/create-web-server.ts'
import { followSecretFiles } from './web/follow-secret-files.ts'
import { createMetrics } from './web/metrics.ts'
import { createMetricsServer } from './web/metrics-server.ts'
import { noteBreaker } from './web/note-breaker.ts'
import { noteMints } from './web/note-mints.ts'
import { ownRoutes } from './web/own-routes.ts'
import { createReadiness } from './web/readiness.ts'
import { createReadinessChecks } from './web/readiness-checks.ts'
import { createRouteNames, readBuiltRoutes } from './web/route-names.ts'
import { takeOverConsole } from './web/take-over-console.ts'
import type { Tracing } from './web/tracing.ts'

const isDev = process.argv.includes('--dev')
const closePatienceMs = 2_000
let isEnding = false

try {
  await serve(readWebEnv())
} catch (error) {
  console.error(sentenceFor(error))
  process.exit(1)
}

function readWebEnv(): Env {
  const env = readEnv()
  if (new URL(env.publicOrigin).port === '0')
    throw new EnvironmentError('PORT is 0, which takes any free port: set PORTICO_URL to the address that people use.')
  return env
}

async function serve(env: Env): Promise<void> {
  const { hostname } = new URL(env.publicOrigin)
  // Next listens for upgrades on the server that it is given: this one hears only those that ours lets through.
  const upgrades = createServer()
  const app = next({ dev: isDev, dir: process.cwd(), hostname, port: env.port, httpServer: upgrades })
  await app.prepare()
  const handler = app.getRequestHandler()
  const tracing = env.traces && (await startTracing(env.traces, env))
  const metrics = env.metrics && createMetrics(getServices())
  noteMints()
  noteBreaker()
  const { server, drain } = createWebServer({
    env,
    handler,
    routes: isDev ? undefined : ownRoutes,
    readiness: createReadiness(createReadinessChecks(getServices())),
    isDev,
    upgrades: isDev ? upgrades : undefined,
    nameRoute: createRouteNames(isDev ? [] : readBuiltRoutes()),
    onReceived: tracing?.onReceived,
    onAnswered: (request) => {
      metrics?.onAnswered(request)
      tracing?.onAnswered(request)
    },
  })

  if (hasSecretFiles()) followSecretFiles(getServices())
  if (metrics && env.metrics) await listen(createMetricsServer(metrics), env.metrics)
  await listen(server, env)
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : env.port
  console.log(
    JSON.stringify({ ready: true, port, url: `http://${env.host === '0.0.0.0' ? '127.0.0.1' : env.host}:${port}` }),
  )

  if (!isDev) takeOverConsole()

  const end = async (delayMs: number) => {
    if (isEnding) return
    isEnding = true
    log.info('draining')
    setTimeout(() => getServices().mintQueue.close(), delayMs)
    await drain(delayMs)
    await finishMints()
    setTimeout(() => process.exit(1), closePatienceMs)
    await tracing?.stop().catch((error: unknown) => log.error('fault', describeError(error)))
    await app.close().catch((error: unknown) => log.error('fault', describeError(error)))
    process.exit(0)
  }
  process.on('SIGTERM', () => end(env.drainDelayMs))
  // From a person at a terminal, with no balancer to wait for.
  process.on('SIGINT', () => end(0))
}

/** Loaded here, so that nobody else pays for it. */
async function startTracing(traces: TracesEnv, { trustedProxies }: Env): Promise<Tracing> {
  const { createTracing } = await import('./web/tracing.ts')
  return createTracing({ ...traces, believesCaller: trustedProxies > 0 })
}

function listen(server: Server, { port, host }: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
}

function sentenceFor(error: unknown): string {
  if (error instanceof EnvironmentError) return error.message
  const { code, port } = (error ?? {}) as { code?: string; port?: number }
  if (code === 'EADDRINUSE') return `Port ${port} is in use: stop what listens there, or set PORT to another.`
  if (code === 'EACCES') return `Port ${port} may not be opened by this user: set PORT to 1024 or more.`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

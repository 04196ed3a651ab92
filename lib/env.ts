// The only reader of process.env. Whatever is wrong with the environment is said here, in one sentence, before anything starts.
import { EnvironmentError } from '#lib/env/environment-error.ts'
import { logLevel, type Parsed, parseVariables, type samplers, type Variables } from '#lib/env/parse-variables.ts'
import { listSecretFiles } from '#lib/env/secret-files.ts'
import { checkStripe, type StripeEnv } from '#lib/env/stripe-env.ts'

export interface HandoffEnv {
  secrets: string[]
  jwksUrl: string | undefined
  issuer: string | undefined
  hostSignInUrl: string | undefined
}

/** Which traces are sent, in OpenTelemetry's words. */
export interface SamplingEnv {
  sampler: (typeof samplers)[number]
  /** For the samplers by share: 0 to 1. */
  ratio: number
}

export interface TracesEnv extends SamplingEnv {
  serviceName: string
}

export interface Env {
  port: number
  /** The address of this machine that we listen on: loopback alone, unless people come from outside. */
  host: string
  /** The one public origin; it decides cookies, the hand-over's `aud`, Origin checks and return addresses. */
  publicOrigin: string
  dataFolder: string
  /** How many proxies stand before us, each of which appends to X-Forwarded-For. */
  trustedProxies: number
  /** Where metrics are read, apart from what people reach; nowhere unless METRICS_PORT says so. */
  metrics: { port: number; host: string } | undefined
  /** What traces are sent under, to where OpenTelemetry's own variables say; no traces without such an address. */
  traces: TracesEnv | undefined
  /** How long after a SIGTERM we still take requests, so that a balancer has seen that we are not ready. */
  drainDelayMs: number
  /** How many pages a customer's members may look at in a minute, if not as many as `limits.ts` says. */
  pageViewsPerMinute: number | undefined
  databaseUrl: string
  migrationDatabaseUrl: string
  stripe: StripeEnv
  handoff: HandoffEnv
}

/** What `npm start` may still decide by itself: an embedded Postgres, the twin. */
export interface StartEnv extends Omit<Env, 'databaseUrl' | 'migrationDatabaseUrl' | 'stripe'> {
  databaseUrl: string | undefined
  migrationDatabaseUrl: string | undefined
  stripe: StripeEnv | undefined
  twinPort: number
}

export function readStartEnv(variables: Variables = process.env): StartEnv {
  const parsed = parseVariables(variables)
  const publicOrigin = checkPublicOrigin(parsed.PORTICO_URL ?? `http://localhost:${parsed.PORT}`)
  const isLocal = isLoopback(new URL(publicOrigin).hostname)
  return {
    port: parsed.PORT,
    host: parsed.HOST ?? (isLocal ? '127.0.0.1' : '0.0.0.0'),
    twinPort: parsed.TWIN_PORT,
    publicOrigin,
    dataFolder: parsed.PORTICO_DATA,
    trustedProxies: parsed.TRUSTED_PROXIES,
    metrics: parsed.METRICS_PORT === undefined ? undefined : { port: parsed.METRICS_PORT, host: parsed.METRICS_HOST },
    traces: parsed.OTEL_EXPORTER_OTLP_ENDPOINT ? readTraces(parsed) : undefined,
    drainDelayMs: 1000 * (parsed.DRAIN_DELAY ?? (isLocal ? 0 : 5)),
    pageViewsPerMinute: parsed.PAGE_VIEWS_PER_MINUTE,
    databaseUrl: parsed.DATABASE_URL,
    migrationDatabaseUrl: parsed.MIGRATION_DATABASE_URL ?? parsed.DATABASE_URL,
    stripe: checkStripe(parsed),
    handoff: {
      secrets: parsed.HANDOFF_SECRETS ?? [],
      jwksUrl: parsed.HANDOFF_JWKS_URL,
      issuer: parsed.HANDOFF_ISSUER,
      hostSignInUrl: parsed.HOST_SIGN_IN_URL,
    },
  }
}

/** @throws EnvironmentError one sentence that names the variable and what would be right */
export function readEnv(variables: Variables = process.env): Env {
  const { databaseUrl, migrationDatabaseUrl, stripe, twinPort: _, ...rest } = readStartEnv(variables)
  if (!databaseUrl)
    throw new EnvironmentError(
      'DATABASE_URL is not set: it names the Postgres database, as in postgres://user:password@host:5432/portico.',
    )
  if (!stripe)
    throw new EnvironmentError('STRIPE_SECRET_KEY is not set: take a restricted key from dashboard.stripe.com/apikeys.')
  return { ...rest, databaseUrl, migrationDatabaseUrl: migrationDatabaseUrl ?? databaseUrl, stripe }
}

/** Whether a secret may change while the process runs. */
export function hasSecretFiles(variables: Variables = process.env): boolean {
  return listSecretFiles(variables).length > 0
}

/** The log is there before anything else, so it asks for this alone; what is wrong with it is said by `readEnv`. */
export function readLogLevel(variables: Variables = process.env): ReturnType<typeof logLevel.parse> {
  return logLevel.catch('info').parse(variables.LOG_LEVEL?.trim() || undefined)
}

function readTraces(parsed: Parsed): TracesEnv {
  return {
    serviceName: parsed.OTEL_SERVICE_NAME,
    sampler: parsed.OTEL_TRACES_SAMPLER,
    ratio: parsed.OTEL_TRACES_SAMPLER_ARG,
  }
}

function checkPublicOrigin(publicOrigin: string): string {
  const { protocol, hostname } = new URL(publicOrigin)
  if (protocol === 'https:' || isLoopback(hostname)) return publicOrigin
  throw new EnvironmentError(`PORTICO_URL is ${publicOrigin}, but outside localhost it must start with https://.`)
}

export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname) ||
    hostname.endsWith('.localhost')
  )
}

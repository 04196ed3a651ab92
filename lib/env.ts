// The only reader of process.env. Whatever is wrong with the environment is said here, in one sentence, before anything starts.
import { z } from 'zod'
import { listSecretFiles, withSecretFiles } from '#lib/secret-files.ts'

const secretKey = z
  .string()
  .regex(/^(sk|rk)_(test|live)_\w{8,}$/, 'is not a Stripe secret key: it starts with sk_test_, rk_test_ or rk_live_')
const publishableKey = z
  .string()
  .regex(/^pk_(test|live)_\w{4,}$/, 'is not a Stripe publishable key: it starts with pk_test_ or pk_live_')
const portSays = 'is not a port: a whole number up to 65535'
const port = z.coerce.number(portSays).int(portSays).min(0, portSays).max(65535, portSays)
const databaseSays =
  'is not a Postgres address: it starts with postgres://, and has characters such as # and / in its password as %23 and %2F'
// A socket's address names no host.
const isDatabase = (url: string) => /^postgres(ql)?:\/\//.test(url) && URL.canParse(url.replace('@/', '@socket/'))
const database = z.string().refine(isDatabase, databaseSays)
const proxiesSay = 'is not the number of proxies in front of Portico: 0 to 10'
const webAddress = z.url({ protocol: /^https?$/, error: 'is not a web address: it starts with https:// or http://' })
const rateSays = 'is not a number of requests a second: 1 to 10000'
const logLevel = z.enum(['debug', 'info', 'warn', 'error'], 'is none of debug, info, warn and error').default('info')
const delaySays = 'is not a number of seconds from 0 to 20'
const origin = webAddress.transform((url) => new URL(url).origin)

const schema = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).optional(),
  TWIN_PORT: port.default(12111),
  PORTICO_URL: origin.optional(),
  PORTICO_DATA: z.string().min(1).default('.portico'),
  LOG_LEVEL: logLevel,
  METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  OTEL_EXPORTER_OTLP_ENDPOINT: webAddress.optional(),
  OTEL_SERVICE_NAME: z.string().min(1).default('portico'),
  DRAIN_DELAY: z.coerce.number(delaySays).min(0, delaySays).max(20, delaySays).optional(),
  TRUSTED_PROXIES: z.coerce.number(proxiesSay).int(proxiesSay).min(0, proxiesSay).max(10, proxiesSay).default(0),
  DATABASE_URL: database.optional(),
  MIGRATION_DATABASE_URL: database.optional(),
  STRIPE_SECRET_KEY: secretKey.optional(),
  STRIPE_PUBLISHABLE_KEY: publishableKey.optional(),
  STRIPE_API_URL: origin.default('https://api.stripe.com'),
  STRIPE_SCRIPT_URL: origin.default('https://js.stripe.com'),
  STRIPE_HOSTED_ORIGINS: z
    .string()
    .default('https://checkout.stripe.com,https://billing.stripe.com,https://invoice.stripe.com,https://pay.stripe.com')
    .transform((list) => list.split(',').map((item) => item.trim()))
    .pipe(z.array(origin)),
  STRIPE_REQUESTS_PER_SECOND: z.coerce.number(rateSays).int(rateSays).min(1, rateSays).max(10_000, rateSays).optional(),
  ALLOW_UNRESTRICTED_LIVE_KEY: z.stringbool('is neither true nor false').default(false),
  HANDOFF_SECRETS: z
    .string()
    .transform((list) => list.split(',').map((secret) => secret.trim()))
    .pipe(
      z.array(z.string().min(32, 'wants at least 32 characters a secret')).min(1).max(2, 'takes two secrets at most'),
    )
    .optional(),
  HANDOFF_JWKS_URL: webAddress.optional(),
  HANDOFF_ISSUER: z.string().min(1).optional(),
  HOST_SIGN_IN_URL: webAddress.optional(),
})

export class EnvironmentError extends Error {}

export interface StripeAddress {
  /** Where Stripe's API answers; Stripe's own unless this machine plays it. */
  apiUrl: string
  /** Where Stripe.js, pricing-table.js and buy-button.js come from. */
  scriptUrl: string
  /** Where Stripe's hosted pages live; forms may redirect there. */
  hostedOrigins: string[]
}

export interface StripeEnv extends StripeAddress {
  secretKey: string
  publishableKey: string
  livemode: boolean
  /** How many mints a second Stripe takes from us, as far as we know. */
  requestsPerSecond: number
}

export interface HandoffEnv {
  secrets: string[]
  jwksUrl: string | undefined
  issuer: string | undefined
  hostSignInUrl: string | undefined
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
  traces: { serviceName: string } | undefined
  /** How long after a SIGTERM we still take requests, so that a balancer has seen that we are not ready. */
  drainDelayMs: number
  databaseUrl: string
  migrationDatabaseUrl: string
  stripe: StripeEnv
  handoff: HandoffEnv
}

type Variables = Record<string, string | undefined>
type Parsed = z.output<typeof schema>

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
    traces: parsed.OTEL_EXPORTER_OTLP_ENDPOINT ? { serviceName: parsed.OTEL_SERVICE_NAME } : undefined,
    drainDelayMs: 1000 * (parsed.DRAIN_DELAY ?? (isLocal ? 0 : 5)),
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
export function readLogLevel(variables: Variables = process.env): z.output<typeof logLevel> {
  return logLevel.catch('info').parse(variables.LOG_LEVEL?.trim() || undefined)
}

function parseVariables(variables: Variables): Parsed {
  const read = withSecretFiles(variables, (sentence) => new EnvironmentError(sentence))
  const filled = Object.fromEntries(
    Object.entries(read).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const result = schema.safeParse(filled)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new EnvironmentError(`${String(issue?.path[0] ?? 'The environment')} ${issue?.message ?? 'is not usable'}.`)
}

function checkPublicOrigin(publicOrigin: string): string {
  const { protocol, hostname } = new URL(publicOrigin)
  if (protocol === 'https:' || isLoopback(hostname)) return publicOrigin
  throw new EnvironmentError(`PORTICO_URL is ${publicOrigin}, but outside localhost it must start with https://.`)
}

function checkStripe(parsed: Parsed): StripeEnv | undefined {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_PUBLISHABLE_KEY: publishableKey } = parsed
  if (!secretKey && !publishableKey) return undefined
  if (!secretKey)
    throw new EnvironmentError('STRIPE_PUBLISHABLE_KEY is set, but STRIPE_SECRET_KEY is not: set both, or neither.')
  if (!publishableKey)
    throw new EnvironmentError('STRIPE_SECRET_KEY is set, but STRIPE_PUBLISHABLE_KEY is not: set both, or neither.')

  const livemode = secretKey.includes('_live_')
  if (livemode !== publishableKey.includes('_live_'))
    throw new EnvironmentError(
      'STRIPE_SECRET_KEY and STRIPE_PUBLISHABLE_KEY are of two modes: take both from live mode, or both from test mode.',
    )
  if (secretKey.startsWith('sk_live_') && !parsed.ALLOW_UNRESTRICTED_LIVE_KEY)
    throw new EnvironmentError(
      'STRIPE_SECRET_KEY is an unrestricted live key: make a restricted one (rk_live_…), or set ALLOW_UNRESTRICTED_LIVE_KEY=true.',
    )

  const address = {
    apiUrl: parsed.STRIPE_API_URL,
    scriptUrl: parsed.STRIPE_SCRIPT_URL,
    hostedOrigins: parsed.STRIPE_HOSTED_ORIGINS,
  }
  if (livemode) refuseForeignAddress(address)
  // Stripe's own limits.
  const requestsPerSecond = parsed.STRIPE_REQUESTS_PER_SECOND ?? (livemode ? 100 : 25)
  return { secretKey, publishableKey, livemode, requestsPerSecond, ...address }
}

function refuseForeignAddress({ apiUrl, scriptUrl }: StripeAddress) {
  for (const [name, url] of [
    ['STRIPE_API_URL', apiUrl],
    ['STRIPE_SCRIPT_URL', scriptUrl],
  ] as const) {
    if (!new URL(url).hostname.endsWith('.stripe.com'))
      throw new EnvironmentError(`A live Stripe key never goes to ${url}: unset ${name}, or use test keys.`)
  }
}

export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname) ||
    hostname.endsWith('.localhost')
  )
}

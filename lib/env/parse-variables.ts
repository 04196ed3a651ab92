// What each variable may be, and what is said of one that is not.
import { z } from 'zod'
import { EnvironmentError } from './environment-error.ts'
import { withSecretFiles } from './secret-files.ts'

export type Variables = Record<string, string | undefined>

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
export const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const
const shareSays = 'is not a share of the traces: 0 to 1'
const viewsSay = 'is not a number of page views a minute: 1 to 1000000'
const rateSays = 'is not a number of requests a second: 1 to 10000'
export const logLevel = z
  .enum(['debug', 'info', 'warn', 'error'], 'is none of debug, info, warn and error')
  .default('info')
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
  OTEL_TRACES_SAMPLER: z.enum(samplers, `is none of ${samplers.join(', ')}`).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number(shareSays).min(0, shareSays).max(1, shareSays).default(1),
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
  PAGE_VIEWS_PER_MINUTE: z.coerce.number(viewsSay).int(viewsSay).min(1, viewsSay).max(1_000_000, viewsSay).optional(),
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

export type Parsed = z.output<typeof schema>

export function parseVariables(variables: Variables): Parsed {
  const read = withSecretFiles(variables)
  const filled = Object.fromEntries(
    Object.entries(read).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const result = schema.safeParse(filled)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new EnvironmentError(`${String(issue?.path[0] ?? 'The environment')} ${issue?.message ?? 'is not usable'}.`)
}

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hasSecretFiles, readEnv, readStartEnv } from './env.ts'

const secret = 'a secret of at least 32 characters'
const testKeys = { STRIPE_SECRET_KEY: 'rk_test_12345678', STRIPE_PUBLISHABLE_KEY: 'pk_test_1234' }
const liveKeys = { STRIPE_SECRET_KEY: 'rk_live_12345678', STRIPE_PUBLISHABLE_KEY: 'pk_live_1234' }

describe('readStartEnv', () => {
  it('needs nothing', () => {
    const env = readStartEnv({})
    expect(env).toMatchObject({
      port: 3000,
      twinPort: 12111,
      publicOrigin: 'http://localhost:3000',
      dataFolder: '.portico',
    })
    expect([env.databaseUrl, env.stripe]).toEqual([undefined, undefined])
  })

  it('drains at once on this machine, and behind a balancer once that has noticed', () => {
    expect(readStartEnv({}).drainDelayMs).toBe(0)
    expect(readStartEnv({ PORTICO_URL: 'https://billing.example.com' }).drainDelayMs).toBe(5000)
    expect(readStartEnv({ DRAIN_DELAY: '1.5' }).drainDelayMs).toBe(1500)
  })

  it('shows metrics to this machine alone, and only when asked to', () => {
    expect(readStartEnv({}).metrics).toBeUndefined()
    expect(readStartEnv({ METRICS_PORT: '9464' }).metrics).toEqual({ port: 9464, host: '127.0.0.1' })
  })

  it('takes an empty variable for one that is not set', () => {
    expect(readStartEnv({ DATABASE_URL: '', STRIPE_SECRET_KEY: ' ' })).toEqual(readStartEnv({}))
  })

  it('talks to Stripe itself unless told otherwise', () => {
    expect(readStartEnv(testKeys).stripe).toMatchObject({
      apiUrl: 'https://api.stripe.com',
      scriptUrl: 'https://js.stripe.com',
      livemode: false,
    })
    expect(readStartEnv(liveKeys).stripe).toMatchObject({ livemode: true })
  })

  it.each([
    [{ PORT: 'x' }, 'PORT is not a port'],
    [{ PORT: '65536' }, 'PORT is not a port'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL is not a Postgres address'],
    [{ PORTICO_URL: 'billing' }, 'PORTICO_URL is not a web address'],
    [{ PORTICO_URL: 'http://billing.example.com' }, 'must start with https://'],
    [{ PORTICO_URL: 'http://localhost.example.com' }, 'must start with https://'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is none of'],
    [{ METRICS_PORT: '-1' }, 'METRICS_PORT is not a port'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' }, 'OTEL_EXPORTER_OTLP_ENDPOINT is not a web address'],
    [{ OTEL_TRACES_SAMPLER: 'jaeger_remote' }, 'OTEL_TRACES_SAMPLER is none of always_on, always_off, traceidratio'],
    [{ OTEL_TRACES_SAMPLER_ARG: '10' }, 'OTEL_TRACES_SAMPLER_ARG is not a share of the traces: 0 to 1'],
    [{ DRAIN_DELAY: '60' }, 'DRAIN_DELAY is not a number of seconds'],
    [{ TRUSTED_PROXIES: 'all' }, 'TRUSTED_PROXIES is not the number of proxies'],
    [{ STRIPE_REQUESTS_PER_SECOND: '0' }, 'STRIPE_REQUESTS_PER_SECOND is not a number of requests a second'],
    [{ PAGE_VIEWS_PER_MINUTE: 'many' }, 'PAGE_VIEWS_PER_MINUTE is not a number of page views a minute'],
    [{ STRIPE_HOSTED_ORIGINS: 'https://pay.example.com,x' }, 'STRIPE_HOSTED_ORIGINS is not a web address'],
    [{ HANDOFF_SECRETS: 'short' }, 'HANDOFF_SECRETS wants at least 32 characters'],
    [{ HANDOFF_SECRETS: `${secret},${secret},${secret}` }, 'HANDOFF_SECRETS takes two secrets at most'],
    [{ STRIPE_SECRET_KEY: testKeys.STRIPE_SECRET_KEY }, 'STRIPE_PUBLISHABLE_KEY is not'],
    [{ STRIPE_PUBLISHABLE_KEY: testKeys.STRIPE_PUBLISHABLE_KEY }, 'STRIPE_SECRET_KEY is not'],
    [{ ...testKeys, STRIPE_PUBLISHABLE_KEY: 'pk_live_1234' }, 'of two modes'],
    [{ ...liveKeys, STRIPE_SECRET_KEY: 'sk_live_12345678' }, 'an unrestricted live key'],
    [{ ...liveKeys, STRIPE_API_URL: 'http://127.0.0.1:12111' }, 'A live Stripe key never goes to'],
    [{ ...liveKeys, STRIPE_SCRIPT_URL: 'https://js.stripe.com.example.com' }, 'A live Stripe key never goes to'],
  ])('refuses %j in one sentence', (variables, sentence) => {
    const reading = () => readStartEnv(variables)
    expect(reading).toThrow(sentence)
    expect(reading).not.toThrow(/\n/)
  })

  it('reads a secret from the file that is named, before any other', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'portico-env-')), 'key')
    writeFileSync(file, 'rk_test_fromAFile\n')
    const named = { ...testKeys, STRIPE_SECRET_KEY_FILE: file }
    expect(readStartEnv(named).stripe?.secretKey).toBe('rk_test_fromAFile')
    writeFileSync(file, 'rk_test_another1\n')
    expect(readStartEnv(named).stripe?.secretKey).toBe('rk_test_another1')
    expect(hasSecretFiles(named)).toBe(true)
    expect(hasSecretFiles({ ...testKeys, STRIPE_SECRET_KEY_FILE: ' ' })).toBe(false)
  })

  it('says which file cannot be read, or is empty, as while it is being written', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'portico-env-')), 'secrets')
    writeFileSync(file, '\n')
    expect(() => readStartEnv({ HANDOFF_SECRETS: secret, HANDOFF_SECRETS_FILE: file })).toThrow(
      `HANDOFF_SECRETS_FILE names ${file}, which is empty.`,
    )
    expect(() => readStartEnv({ HANDOFF_SECRETS_FILE: '/nowhere/at/all' })).toThrow(
      'HANDOFF_SECRETS_FILE names /nowhere/at/all, which cannot be read (ENOENT).',
    )
  })

  it('never repeats a secret', () => {
    expect(() => readStartEnv({ ...testKeys, STRIPE_SECRET_KEY: 'whsec_of_another_kind' })).not.toThrow('whsec_of')
    const unescaped = { DATABASE_URL: 'postgres://app:unlikely#one@localhost/portico' }
    expect(() => readStartEnv(unescaped)).toThrow('DATABASE_URL is not a Postgres address')
    expect(() => readStartEnv(unescaped)).not.toThrow('unlikely')
  })
})

describe('readEnv', () => {
  it('names what a web process cannot do without', () => {
    expect(() => readEnv({})).toThrow('DATABASE_URL is not set')
    for (const url of ['postgres://localhost/portico', 'postgresql://app:x@/portico?host=/var/run/postgresql'])
      expect(() => readEnv({ DATABASE_URL: url })).toThrow('STRIPE_SECRET_KEY is not set')
  })
})

// A host app for tests: it signs hand-overs for customers that the twin knows.
import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { connect } from '#lib/database/connect.ts'
import type { HandoffEnv } from '#lib/env.ts'
import { createTally } from '#lib/rate-limits/tally.ts'
import type { Services } from '#lib/services.ts'
import { createTestServices, type TestServices } from '#lib/testing.ts'

export const handoffSecret = 'the-secret-that-acme-and-portico-share'
export const publicOrigin = 'http://localhost:3000'

export type ClaimsToSign = Record<string, unknown>

export interface AccessTest extends TestServices {
  /** Moves the clock of every service made from this one. */
  advance: (seconds: number) => void
  /** The same instance with other hand-over settings. */
  configured: (handoff: Partial<HandoffEnv>) => Services
  /** Another instance: its own connections to the same database. */
  secondInstance: () => Services
  createCustomer: (name: string) => Promise<string>
  sign: (claims: ClaimsToSign) => Promise<string>
}

export async function createAccessTest(): Promise<AccessTest> {
  const test = await createTestServices()
  let aheadSeconds = 0
  const closing = [test.close]
  const handoff = { secrets: [handoffSecret], jwksUrl: undefined, issuer: 'acme', hostSignInUrl: undefined }
  const now = () => new Date(Date.now() + aheadSeconds * 1000)
  const services: Services = { ...test.services, env: { ...test.services.env, handoff, publicOrigin }, now }

  return {
    ...test,
    services,
    advance: (seconds) => {
      aheadSeconds += seconds
    },
    configured: (more) => ({ ...services, env: { ...services.env, handoff: { ...handoff, ...more } } }),
    secondInstance: () => {
      const { database, close } = connect(services.env.databaseUrl, { maxConnections: 4 })
      closing.unshift(close)
      return { ...services, database, viewTally: createTally() }
    },
    createCustomer: async (name) => (await services.stripe.customers.create({ name })).id,
    sign: (claims) => signHandoff({ ...freshClaims(now()), ...claims }),
    close: async () => {
      for (const close of closing) await close()
    },
  }
}

/** What a host app says of Ada, who acts for a customer. */
export function freshClaims(now = new Date()): ClaimsToSign {
  const iat = Math.floor(now.getTime() / 1000)
  const person = { sub: 'user_ada', role: 'owner', email: 'ada@globex.example', name: 'Ada Lovelace', locale: 'en' }
  return { iss: 'acme', aud: publicOrigin, jti: randomUUID(), iat, exp: iat + 60, customer: 'cus_globex', ...person }
}

export function signHandoff(claims: ClaimsToSign, secret = handoffSecret, header: object = {}): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', ...header }).sign(new TextEncoder().encode(secret))
}

// The services that an instance itself works with, for what a test prepares or looks at behind its back.

import { sql } from 'drizzle-orm'
import { hashToken } from '#lib/access/token.ts'
import { readEnv } from '#lib/env.ts'
import { createServices, type Services } from '#lib/services.ts'
import { cookieOf } from './host-app.ts'
import type { HttpClient } from './http-client.ts'
import type { Portico } from './instance.ts'

export async function withServices<Result>(
  portico: Portico,
  work: (services: Services) => Promise<Result>,
): Promise<Result> {
  const { services, close } = createServices(readEnv(portico.variables))
  return work(services).finally(close)
}

/** Runs one statement as the app's own role. */
export async function query(
  portico: Portico,
  statement: Parameters<Services['database']['execute']>[0],
): Promise<Record<string, unknown>[]> {
  return withServices(portico, async ({ database }) => (await database.execute(statement)).rows)
}

/** The public reference of a member's login, which every page of theirs carries. */
export async function findLoginReference(portico: Portico, member: HttpClient): Promise<string> {
  const tokenHash = hashToken(cookieOf(member, 'login').value)
  const [row] = await query(portico, sql`select id from member_logins where token_hash = ${tokenHash}`)
  return String(row?.id)
}

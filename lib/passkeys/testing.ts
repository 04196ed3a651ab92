// An operator who is signed in, and what their browser does with an authenticator.
import { desc } from 'drizzle-orm'
import { auditEntries } from '#lib/database/tables/audit.ts'
import { createOperatorLink } from '#lib/operators/create-operator-link.ts'
import { enterByLink } from '#lib/operators/enter-by-link.ts'
import { findOperatorLogin } from '#lib/operators/find-operator-login.ts'
import { asActor, type OperatorLogin, type OperatorRole } from '#lib/operators/operator.ts'
import type { Services } from '#lib/services.ts'
import { testScope } from '#lib/testing.ts'
import { addPasskey } from './add-passkey.ts'
import { askForNewPasskey } from './ask-for-new-passkey.ts'
import { type Authenticator, createAuthenticator, type Differences } from './authenticator.testing.ts'
import { getRelyingParty } from './passkey.ts'

export const testRequest = { ip: '192.0.2.1', requestId: 'r1' }

export interface SignedIn {
  token: string
  login: OperatorLogin
}

export async function getLogin(services: Services, token: string): Promise<OperatorLogin> {
  const login = await findOperatorLogin(services, token)
  if (!login) throw new Error('Nobody is signed in with this token.')
  return login
}

export async function signInByLink(services: Services, email: string, role: OperatorRole = 'owner'): Promise<SignedIn> {
  const { url } = await createOperatorLink(services, { email, role })
  const link = url.split('/').at(-1) ?? ''
  const token = await enterByLink(services, { token: link, previousLogin: undefined, request: testRequest })
  return { token, login: await getLogin(services, token) }
}

export const auditOf = ({ operator }: OperatorLogin) => ({
  scope: testScope,
  actor: asActor(operator),
  request: testRequest,
})

export async function lastAuditRow({ database }: Pick<Services, 'database'>): Promise<object | undefined> {
  const columns = { action: auditEntries.action, actor_name: auditEntries.actorName, after: auditEntries.after }
  const [row] = await database.select(columns).from(auditEntries).orderBy(desc(auditEntries.id)).limit(1)
  return row
}

export function newAuthenticator({ env }: Services): Authenticator {
  const { id, origin } = getRelyingParty(env)
  return createAuthenticator({ rpId: id, origin })
}

/** @returns the login as it is afterwards, under its new token */
export async function addTestPasskey(
  services: Services,
  { login }: Pick<SignedIn, 'login'>,
  authenticator: Authenticator,
  { name = 'Laptop', ...differences }: Differences & { name?: string } = {},
): Promise<SignedIn> {
  const { challenge } = await askForNewPasskey(services, login)
  const credential = authenticator.create(challenge, differences)
  const token = await addPasskey(services, { ...auditOf(login), login, name, credential })
  return { token, login: await getLogin(services, token) }
}

import type { Services } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { customerRef } from './customer-ref.ts'
import { findLoginRow, type LoginQuery, type LoginRow, touchLogin } from './login-store.ts'
import { loginIdleSeconds, type MemberLogin } from './member-login.ts'
import { hashToken, tokenPattern } from './token.ts'

const touchedEverySeconds = 60

/** The login of a browser's cookie, as long as neither it nor its member was ended. One query, and once a minute a touch. */
export async function findLogin(services: Services, token: string | undefined): Promise<MemberLogin | undefined> {
  const query = await loginQuery(services, token)
  const row = query && (await findLoginRow(services.database, query))
  return row && loginOfRow(services, query, row)
}

/** Undefined for what was never a token of ours. */
export async function loginQuery(services: Services, token: string | undefined): Promise<LoginQuery | undefined> {
  if (!token || !tokenPattern.test(token)) return undefined
  const now = services.now()
  const seenSince = new Date(now.getTime() - loginIdleSeconds * 1000)
  return { tokenHash: hashToken(token), scope: await getScope(services), now, seenSince }
}

/** The login of a row that was found just now, and that is in use therefore. */
export async function loginOfRow(
  { database }: Pick<Services, 'database'>,
  query: LoginQuery,
  row: LoginRow,
): Promise<MemberLogin> {
  if (isToTouch(query, row)) await touchLogin(database, row.id, query.now)
  return viewLogin(query, row)
}

export function isToTouch({ now }: LoginQuery, { lastSeenAt }: LoginRow): boolean {
  return (now.getTime() - lastSeenAt.getTime()) / 1000 >= touchedEverySeconds
}

export function viewLogin({ scope }: LoginQuery, row: LoginRow): MemberLogin {
  const { id, memberId, role, customer, name, email, locale } = row
  return { id, scope, memberId, role, customer: customerRef(customer), customerId: customer, name, email, locale }
}

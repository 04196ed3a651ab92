import type { Services } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { customerRef } from './customer-ref.ts'
import { findLoginRow, touchLogin } from './login-store.ts'
import { loginIdleSeconds, type MemberLogin } from './member-login.ts'
import { hashToken, tokenPattern } from './token.ts'

const touchedEverySeconds = 60

/** The login of a browser's cookie, as long as neither it nor its member was ended. One query, and once a minute a touch. */
export async function findLogin(services: Services, token: string | undefined): Promise<MemberLogin | undefined> {
  if (!token || !tokenPattern.test(token)) return undefined
  const scope = await getScope(services)
  const now = services.now()
  const seenSince = new Date(now.getTime() - loginIdleSeconds * 1000)
  const row = await findLoginRow(services.database, { tokenHash: hashToken(token), scope, now, seenSince })
  if (!row) return undefined

  const unseenSeconds = (now.getTime() - row.lastSeenAt.getTime()) / 1000
  if (unseenSeconds >= touchedEverySeconds) await touchLogin(services.database, row.id, now)
  const { id, memberId, role, customer, name, email, locale } = row
  return { id, scope, memberId, role, customer: customerRef(customer), customerId: customer, name, email, locale }
}

import { hashToken, tokenPattern } from '#lib/access/token.ts'
import type { Services } from '#lib/services.ts'
import type { OperatorLogin } from './operator.ts'
import { findOpenLogin, touchOperatorLogin } from './operator-login-store.ts'

const touchEverySeconds = 60

/** Who holds this token now, with the role that they have now. Idle logins end after 30 minutes, all of them after 12 hours. */
export async function findOperatorLogin(
  { database, now }: Pick<Services, 'database' | 'now'>,
  token: string | undefined,
): Promise<OperatorLogin | undefined> {
  if (!token || !tokenPattern.test(token)) return undefined
  const found = await findOpenLogin(database, hashToken(token), now())
  if (!found) return undefined

  const { lastSeenAt, ...login } = found
  if (now().getTime() - lastSeenAt.getTime() > touchEverySeconds * 1000)
    await touchOperatorLogin(database, login.id, now())
  return login
}

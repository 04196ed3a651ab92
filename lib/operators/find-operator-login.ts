import { hashToken, tokenPattern } from '#lib/access/token.ts'
import type { Services } from '#lib/services.ts'
import { loginIdleSeconds, type OperatorLogin } from './operator.ts'
import { findOpenLogin, touchOperatorLogin } from './operator-login-store.ts'

const touchEverySeconds = 60

/** Who holds this token now, with the role that they have now. Idle logins end after 30 minutes, all of them after 12 hours. */
export async function findOperatorLogin(
  { database, now }: Pick<Services, 'database' | 'now'>,
  token: string | undefined,
): Promise<OperatorLogin | undefined> {
  if (!token || !tokenPattern.test(token)) return undefined
  const idleSince = new Date(now().getTime() - loginIdleSeconds * 1000)
  const found = await findOpenLogin(database, { tokenHash: hashToken(token), now: now(), idleSince })
  if (!found) return undefined

  const { id, operator, lastSeenAt } = found
  if (now().getTime() - lastSeenAt.getTime() > touchEverySeconds * 1000) await touchOperatorLogin(database, id, now())
  return { id, operator }
}

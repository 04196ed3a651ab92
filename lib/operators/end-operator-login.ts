import { hashToken } from '#lib/access/token.ts'
import type { Services } from '#lib/services.ts'
import { endLoginRow } from './operator-login-store.ts'

/** Ends the login on every instance: the next request with its cookie finds nobody. */
export async function endOperatorLogin(
  { database, now }: Pick<Services, 'database' | 'now'>,
  token: string | undefined,
): Promise<void> {
  if (token) await endLoginRow(database, hashToken(token), now())
}

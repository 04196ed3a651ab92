import { createToken, hashToken } from '#lib/access/token.ts'
import type { Transaction } from '#lib/database/connect.ts'
import { loginLifetimeSeconds } from './operator.ts'
import { endLoginRow, insertOperatorLogin } from './operator-login-store.ts'

/**
 * Opens a login for an operator who just proved who they are. A login that the browser had before ends with it.
 * @returns the new login's token, for its cookie
 */
export async function openOperatorLogin(
  transaction: Transaction,
  { operatorId, previousLogin, now }: { operatorId: string; previousLogin: string | undefined; now: Date },
): Promise<string> {
  if (previousLogin) await endLoginRow(transaction, hashToken(previousLogin), now)
  const { token, tokenHash } = createToken()
  const expiresAt = new Date(now.getTime() + loginLifetimeSeconds * 1000)
  await insertOperatorLogin(transaction, { tokenHash, operatorId, expiresAt, now })
  return token
}

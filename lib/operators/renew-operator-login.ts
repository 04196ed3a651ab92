import { createToken } from '#lib/access/token.ts'
import type { Transaction } from '#lib/database/connect.ts'
import { Refusal } from '#lib/errors.ts'
import { giveLoginNewToken } from './operator-login-store.ts'

/**
 * Marks a login as stepped up, and gives it a new token: one that was copied before does not rise with it.
 * @returns the token, for its cookie
 * @throws Refusal operator_sign_in_required when the login ended meanwhile
 */
export async function renewOperatorLogin(transaction: Transaction, loginId: string, now: Date): Promise<string> {
  const { token, tokenHash } = createToken()
  if (!(await giveLoginNewToken(transaction, { id: loginId, tokenHash, now })))
    throw new Refusal('operator_sign_in_required')
  return token
}

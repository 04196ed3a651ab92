import type { Services } from '#lib/services.ts'
import { endLoginRow } from './login-store.ts'
import { hashToken } from './token.ts'

/** Ends the login of a browser's cookie on every instance; without one there is nothing to end. */
export async function endLogin({ database, now }: Services, token: string | undefined): Promise<void> {
  if (token) await endLoginRow(database, hashToken(token), now())
}

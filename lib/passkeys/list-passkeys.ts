import { mayLookAfter, type Operator } from '#lib/operators/operator.ts'
import type { Services } from '#lib/services.ts'
import type { Passkey } from './passkey.ts'
import { listPasskeyRows } from './passkey-store.ts'

/** An operator's passkeys, for themselves or for an owner; for anybody else there are none. */
export async function listPasskeys(
  { database }: Pick<Services, 'database'>,
  { operatorId, by }: { operatorId: string; by: Operator },
): Promise<Passkey[]> {
  return mayLookAfter(by, operatorId) ? listPasskeyRows(database, operatorId) : []
}

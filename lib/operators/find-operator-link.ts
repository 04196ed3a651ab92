import { hashToken } from '#lib/access/token.ts'
import type { Services } from '#lib/services.ts'
import { findLinkedOperator, type LinkedOperator } from './operator-store.ts'

/** Whom a link would let in, if it still can. Looking uses nothing up: mail scanners look, too. */
export function findOperatorLink(
  { database, now }: Pick<Services, 'database' | 'now'>,
  token: string,
): Promise<LinkedOperator | undefined> {
  return findLinkedOperator(database, hashToken(token), now())
}

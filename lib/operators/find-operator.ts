import { z } from 'zod'
import type { Services } from '#lib/services.ts'
import { mayLookAfter, type Operator } from './operator.ts'
import { listOpenLogins, type OpenLogin } from './operator-login-store.ts'
import { findOperatorById, type ListedOperator } from './operator-store.ts'

export interface OperatorWithLogins extends ListedOperator {
  logins: OpenLogin[]
}

/** One operator with the logins that are open, for themselves or for an owner; for anybody else there is none. */
export async function findOperator(
  { database, now }: Pick<Services, 'database' | 'now'>,
  { operatorId, by }: { operatorId: string; by: Operator },
): Promise<OperatorWithLogins | undefined> {
  if (!z.uuid().safeParse(operatorId).success || !mayLookAfter(by, operatorId)) return undefined
  const operator = await findOperatorById(database, operatorId)
  return operator && { ...operator, logins: await listOpenLogins(database, operatorId, now()) }
}

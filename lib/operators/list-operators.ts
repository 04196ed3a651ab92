import type { Services } from '#lib/services.ts'
import { type ListedOperator, listOperatorRows } from './operator-store.ts'

/** Everybody who is or was an operator. */
export function listOperators({ database }: Pick<Services, 'database'>): Promise<ListedOperator[]> {
  return listOperatorRows(database)
}

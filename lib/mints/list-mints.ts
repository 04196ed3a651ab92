import type { Services } from '#lib/services.ts'
import { listMintRows } from './mint-store.ts'

export const mostMints = 50

export type Mint = Awaited<ReturnType<typeof listMintRows>>[number]

/** What was asked of Stripe for one customer lately, granted or refused, the latest first. */
export function listMints(
  { database }: Pick<Services, 'database'>,
  of: { scope: string; customer: string },
): Promise<Mint[]> {
  return listMintRows(database, { ...of, limit: mostMints })
}

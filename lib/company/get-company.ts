import { findLatestRevision } from '#lib/revisions/revision-store.ts'
import type { Services } from '#lib/services.ts'
import { type Company, readStoredCompany } from './company.ts'

export interface NumberedCompany {
  company: Company
  /** 0: nothing was saved yet. */
  revision: number
}

export async function getCompany({ database }: Pick<Services, 'database'>, scope: string): Promise<NumberedCompany> {
  const latest = await findLatestRevision(database, { scope, kind: 'company' })
  return { company: readStoredCompany(latest?.content ?? null), revision: latest?.number ?? 0 }
}

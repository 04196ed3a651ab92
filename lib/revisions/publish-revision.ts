import { isDeepStrictEqual } from 'node:util'
import { type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import type { Services } from '#lib/services.ts'
import { findLatestRevision, insertRevision, type Revision, type RevisionKind } from './revision-store.ts'

export type Published =
  | { kind: 'published'; revision: number }
  /** It says what the latest revision says already. */
  | { kind: 'unchanged'; revision: number }
  | { kind: 'conflict'; current: Revision | undefined }

export interface RevisionToPublish extends AuditContext {
  kind: RevisionKind
  /** The number that the operator's page was made from; 0 when nothing had been saved. */
  expectedRevision: number
  content: object
}

/** Saves the next revision and its audit row in one transaction: both are there, or neither. Without a difference there is nothing to save. */
export function publishRevision(
  { database }: Pick<Services, 'database'>,
  input: RevisionToPublish,
): Promise<Published> {
  const { scope, kind, expectedRevision, content, actor } = input
  return database.transaction(async (transaction): Promise<Published> => {
    const before = await findLatestRevision(transaction, { scope, kind })
    const number = expectedRevision + 1
    const isNext = (before?.number ?? 0) === expectedRevision
    if (isNext && isDeepStrictEqual(before?.content, content)) return { kind: 'unchanged', revision: expectedRevision }
    const operatorId = actor.kind === 'operator' ? actor.id : null
    if (!isNext || !(await insertRevision(transaction, { scope, kind, number, content, operatorId }))) {
      return { kind: 'conflict', current: await findLatestRevision(transaction, { scope, kind }) }
    }

    await writeAudit(transaction, {
      ...input,
      action: `${kind}.published`,
      subject: `${kind} ${number}`,
      before: before?.content ?? null,
      after: content,
    })
    return { kind: 'published', revision: number }
  })
}

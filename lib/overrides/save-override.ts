import { isDeepStrictEqual } from 'node:util'
import { type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import { findLatestRevision } from '#lib/revisions/revision-store.ts'
import type { Services } from '#lib/services.ts'
import type { Override, OverrideValues } from './override.ts'
import { findOverride, writeOverride } from './override-store.ts'

export interface OverrideToSave extends AuditContext {
  customer: string
  /** The version that the operator's page was made from; 0 when there was none. */
  expectedVersion: number
  /** Everyone's policy that the change was judged over; 0 when nothing had been saved. */
  everyonesRevision: number
  /** Checked before, see `findOverrideProblems`. Without any, the customer follows everyone again. */
  values: OverrideValues
  note: string | null
  endsAt: Date | null
}

export type SavedOverride =
  | { kind: 'saved'; version: number }
  | { kind: 'removed' }
  /** It is there already as it was to be saved. */
  | { kind: 'unchanged' }
  | { kind: 'conflict'; current: Override | undefined }
  /** Everyone's policy is another by now: judge again what the change opens. */
  | { kind: 'outdated' }

/** Saves one customer's exceptions and the audit row of it in one transaction. The next mint obeys. */
export function saveOverride(
  { database, now }: Pick<Services, 'database' | 'now'>,
  input: OverrideToSave,
): Promise<SavedOverride> {
  const { scope, customer, expectedVersion, values, note, endsAt, actor } = input
  return database.transaction(async (transaction): Promise<SavedOverride> => {
    const everyones = await findLatestRevision(transaction, { scope, kind: 'policy' })
    if ((everyones?.number ?? 0) !== input.everyonesRevision) return { kind: 'outdated' }
    const before = await findOverride(transaction, { scope, customer })
    const version = expectedVersion + 1
    const isEmpty = Object.keys(values).length === 0
    const content = isEmpty ? { values: {}, note: null, endsAt: null } : { values, note, endsAt }
    const operatorId = actor.kind === 'operator' ? actor.id : null
    const row = { scope, customer, version, ...content, operatorId, updatedAt: now() }
    const recordedBefore = before.override ? inRecord(before.override) : null
    const after = isEmpty ? null : inRecord(content)
    const isExpected = before.version === expectedVersion
    if (isExpected && isDeepStrictEqual(recordedBefore, after)) return { kind: 'unchanged' }
    if (!isExpected || !(await writeOverride(transaction, row, expectedVersion)))
      return { kind: 'conflict', current: (await findOverride(transaction, { scope, customer })).override }

    await writeAudit(transaction, {
      ...input,
      action: isEmpty ? 'override.removed' : 'override.saved',
      subject: customer,
      before: recordedBefore,
      after,
    })
    return isEmpty ? { kind: 'removed' } : { kind: 'saved', version }
  })
}

function inRecord({ values, note, endsAt }: Pick<Override, 'values' | 'note' | 'endsAt'>) {
  return { values, note, ends_at: endsAt?.toISOString() ?? null }
}

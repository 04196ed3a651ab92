import type { Policy } from '#lib/policy/policy.ts'
import type { Services } from '#lib/services.ts'
import type { Draft } from '#lib/settings/draft.ts'
import type { Override } from './override.ts'
import { toOverrideFields } from './override-form.ts'
import { findOverride } from './override-store.ts'

export interface OverrideForm extends Draft {
  /** What is there, in force or ended. */
  saved: Override | undefined
  /** Somebody else changed it while this operator filled in the form. */
  isConflict: boolean
}

const nothing = { values: {}, note: null, endsAt: null }

/** The form of one customer's override as it stands now: what is saved, or what an operator typed and could not save. */
export async function openOverride(
  { database }: Pick<Services, 'database'>,
  { scope, customer, everyone, draft }: { scope: string; customer: string; everyone: Policy; draft: Draft | undefined },
): Promise<OverrideForm> {
  const { version: revision, override: saved } = await findOverride(database, { scope, customer })
  if (!draft) {
    return { saved, revision, fields: toOverrideFields(everyone, saved ?? nothing), problems: [], isConflict: false }
  }
  if (draft.problems.length > 0) return { saved, ...draft, isConflict: false }
  return { saved, ...draft, revision, isConflict: true }
}

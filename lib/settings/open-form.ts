import { findLatestRevision, findRevision, type RevisionKind } from '#lib/revisions/revision-store.ts'
import type { Services } from '#lib/services.ts'
import { type Change, listChanges } from './changes.ts'
import { type Draft, type FieldProblem, mergeFields } from './draft.ts'
import { type FormFields, fromFields, toFields } from './form-fields.ts'
import { listSettings, type Section } from './setting.ts'

export interface SettingsForm {
  /** The revision that saving builds upon. */
  revision: number
  fields: FormFields
  problems: FieldProblem[]
  conflict?: Conflict
  saved?: { revision: number; changes: Change[] }
  /** There was nothing to save. */
  isUnchanged?: boolean
}

/** Somebody else saved while this operator was filling in the form. */
export interface Conflict {
  operatorName: string | null
  createdAt: Date
  /** `before` is what they saved, `after` what this operator wanted. */
  differences: Change[]
}

export interface FormToOpen {
  scope: string
  kind: RevisionKind
  sections: readonly Section[]
  /** Reads what was saved; null before anything was. */
  read: (content: unknown) => object
  /** What was posted and not saved. */
  draft: Draft | undefined
  /** From the page's address: the revision that was just saved, or `nothing`. */
  saved: string | undefined
}

/** The form as it stands now: what is saved, or what an operator typed and could not save. */
export async function openForm(
  { database }: Pick<Services, 'database'>,
  { scope, kind, sections, read, draft, saved }: FormToOpen,
): Promise<SettingsForm> {
  const settings = listSettings(sections)
  const readRevision = async (number: number) =>
    read((await findRevision(database, { scope, kind, number }))?.content ?? null)

  const latest = await findLatestRevision(database, { scope, kind })
  const content = read(latest?.content ?? null)
  const revision = latest?.number ?? 0
  const fields = toFields(settings, content)

  if (draft && draft.problems.length > 0) return draft
  if (draft && latest) {
    const base = toFields(settings, await readRevision(draft.revision))
    const differences = listChanges(sections, content, fromFields(settings, draft.fields))
    const { operatorName, createdAt } = latest
    return {
      revision,
      fields: mergeFields({ base, theirs: fields, yours: draft.fields }),
      problems: [],
      conflict: { operatorName, createdAt, differences },
    }
  }
  if (saved === 'nothing') return { revision, fields, problems: [], isUnchanged: true }
  const savedRevision = Number(saved) || undefined
  if (!savedRevision || savedRevision > revision) return { revision, fields, problems: [] }
  const changes = listChanges(sections, await readRevision(savedRevision - 1), await readRevision(savedRevision))
  return { revision, fields, problems: [], saved: { revision: savedRevision, changes } }
}

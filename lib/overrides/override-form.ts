// The form of one customer's override: for each setting whether the customer follows everyone, and if not, what they have.
import { z } from 'zod'
import type { Policy } from '#lib/policy/policy.ts'
import type { FieldProblem } from '#lib/settings/draft.ts'
import { type FormFields, fieldShape, fromFields, numberField, toFields } from '#lib/settings/form-fields.ts'
import { getValue, type Setting } from '#lib/settings/setting.ts'
import {
  applyOverride,
  findOverrideProblems,
  type Override,
  type OverrideValues,
  overridableSettings,
} from './override.ts'

const noteLimit = 500
const dayMs = 24 * 60 * 60 * 1000

/** The field that says whose value a setting takes: empty for everyone's. A switch says there at once which. */
export function choiceField({ name }: Pick<Setting, 'name'>): string {
  return `choice.${name}`
}

const choiceFields = overridableSettings.map(choiceField)
const withControl = overridableSettings.filter(({ control }) => control.kind !== 'toggle')

export const overrideFormSchema = z
  .strictObject({
    revision: numberField,
    note: z.string().default(''),
    last_day: z.string().default(''),
    ...Object.fromEntries(choiceFields.map((name) => [name, z.enum(['', 'own', 'on', 'off']).default('')])),
    ...fieldShape(withControl),
  })
  .transform(({ revision, ...fields }) => ({ revision: Number(revision), fields: fields as FormFields }))

export interface OverrideInput {
  values: OverrideValues
  note: string | null
  endsAt: Date | null
}

/** The form as an override fills it; what is not the customer's own shows everyone's value. */
export function toOverrideFields(
  everyone: Policy,
  { values, note, endsAt }: Pick<Override, 'values' | 'note' | 'endsAt'>,
): FormFields {
  const choiceOf = ({ name, control }: Setting) => {
    if (!(name in values)) return ''
    return control.kind === 'toggle' ? (values[name] ? 'on' : 'off') : 'own'
  }
  return {
    ...toFields(withControl, applyOverride(everyone, values)),
    ...Object.fromEntries(overridableSettings.map((setting) => [choiceField(setting), choiceOf(setting)])),
    note: note ?? '',
    last_day: endsAt ? lastDayOf(endsAt) : '',
  }
}

/** What the fields say; not checked yet. */
export function fromOverrideFields(fields: FormFields): OverrideInput {
  const content = fromFields(withControl, fields)
  const values = overridableSettings.flatMap((setting): [string, unknown][] => {
    const choice = fields[choiceField(setting)]
    if (!choice) return []
    return [[setting.name, setting.control.kind === 'toggle' ? choice === 'on' : getValue(setting, content)]]
  })
  const note = String(fields.note ?? '').trim()
  return {
    values: Object.fromEntries(values),
    note: note || null,
    endsAt: endOf(String(fields.last_day ?? '')) ?? null,
  }
}

/** Everything that keeps the form from being saved, each at its field. */
export function judgeOverrideFields(everyone: Policy, fields: FormFields, now: Date): FieldProblem[] {
  const { values, note } = fromOverrideFields(fields)
  const endsAt = endOf(String(fields.last_day ?? ''))
  return [
    ...findOverrideProblems(everyone, values),
    ...(note && note.length > noteLimit
      ? [{ field: 'note', message: `must not be longer than ${noteLimit} characters` }]
      : []),
    ...(endsAt === undefined ? [{ field: 'last_day', message: 'must be a day as in 2027-03-31' }] : []),
    ...(endsAt && endsAt <= now ? [{ field: 'last_day', message: 'must not lie in the past' }] : []),
  ]
}

/** The last day that counts, as in 2027-03-31. */
export function lastDayOf(endsAt: Date): string {
  return new Date(endsAt.getTime() - 1).toISOString().slice(0, 10)
}

// The last day counts in full. Null when none is set, undefined when it is no day.
function endOf(lastDay: string): Date | null | undefined {
  if (lastDay.trim() === '') return null
  const start = /^\d{4}-\d{2}-\d{2}$/.test(lastDay) ? Date.parse(`${lastDay}T00:00:00Z`) : Number.NaN
  return Number.isNaN(start) ? undefined : new Date(start + dayMs)
}

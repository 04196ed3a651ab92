// What differs between two versions of one customer's override, in words: the settings, and what stands beside them.
import { z } from 'zod'
import { emptyPolicy, type Policy } from '#lib/policy/policy.ts'
import { policySections } from '#lib/policy/policy-sections.ts'
import { type Change, listLabelled, wordSetting } from '#lib/settings/changes.ts'
import { setValue } from '#lib/settings/setting.ts'
import type { OverrideValues } from './override.ts'
import { lastDayOf, type OverrideInput } from './override-form.ts'

const asEveryone = 'As everyone'

/** @param before null: nothing of their own */
export function listOverrideChanges(
  everyone: Policy,
  before: OverrideInput | null,
  after: OverrideInput | null,
): Change[] {
  const settings = listLabelled(policySections).map(({ setting, label }) => {
    const everyones = `${asEveryone} (${wordSetting(setting, everyone)})`
    const word = (values: OverrideValues = {}) => {
      if (!(setting.name in values)) return everyones
      const content = {}
      setValue(setting, content, values[setting.name])
      return wordSetting(setting, content)
    }
    return { name: setting.name, label, before: word(before?.values), after: word(after?.values) }
  })
  const note = { name: 'note', label: 'Note', before: before?.note ?? 'None', after: after?.note ?? 'None' }
  const end = { name: 'last_day', label: 'Last day', before: wordEnd(before), after: wordEnd(after) }
  return [...settings, note, end].filter((change) => change.before !== change.after)
}

const recorded = z.object({
  values: z.record(z.string(), z.unknown()),
  note: z.string().nullable(),
  ends_at: z.string().nullable(),
})

/** An override as an audit row recorded it. What everyone had then is not part of it. */
export function listRecordedOverrideChanges(before: unknown, after: unknown): Change[] {
  const read = (content: unknown): OverrideInput | null => {
    const { data } = recorded.safeParse(content)
    if (!data) return null
    const { values, note, ends_at } = data
    return { values, note, endsAt: ends_at === null ? null : new Date(ends_at) }
  }
  return listOverrideChanges(emptyPolicy, read(before), read(after)).map((change) => ({
    ...change,
    before: withoutEveryones(change.before),
    after: withoutEveryones(change.after),
  }))
}

function withoutEveryones(words: string): string {
  return words.startsWith(`${asEveryone} (`) ? asEveryone : words
}

function wordEnd(override: OverrideInput | null): string {
  return override?.endsAt ? lastDayOf(override.endsAt) : 'No end'
}

// What differs between two saved contents, in words.
import { describeImage } from './image.ts'
import type { Control, Section, Setting } from './setting.ts'
import { getValue } from './setting.ts'

export interface Change {
  name: string
  /** Section and setting: “Payment Element: Show saved payment methods”. */
  label: string
  before: string
  after: string
}

export function listChanges(sections: readonly Section[], before: unknown, after: unknown): Change[] {
  return listLabelled(sections)
    .map(({ setting, label }) => ({
      name: setting.name,
      label,
      before: wordSetting(setting, before),
      after: wordSetting(setting, after),
    }))
    .filter((change) => change.before !== change.after)
}

/** The value of one setting as an operator reads it. */
export function wordSetting(setting: Setting, content: unknown): string {
  return inWords(setting.control, getValue(setting, content))
}

export function listLabelled(sections: readonly Section[]): { setting: Setting; label: string }[] {
  return sections.flatMap(({ label, oneOf, toggle, settings }) => {
    const name = oneOf ? `${oneOf} “${label}”` : label
    return [
      ...(toggle ? [{ setting: toggle, label: name }] : []),
      ...settings.map((setting) => ({ setting, label: `${name}: ${setting.control.label}` })),
    ]
  })
}

function inWords(control: Control, value: unknown): string {
  switch (control.kind) {
    case 'toggle':
      return value ? 'On' : 'Off'
    case 'choice':
      return value === null || value === undefined ? 'Not set' : optionLabel(control.options, String(value))
    case 'choices':
      return listInWords((value as string[] | undefined)?.map((option) => optionLabel(control.options, option)))
    case 'count':
      return String(value ?? 'Not set')
    case 'ids':
      return listInWords(value as string[] | undefined)
    case 'text':
      return value ? String(value) : 'Not set'
    case 'image':
      return value ? describeImage(String(value)) : 'None'
  }
}

function optionLabel(options: readonly { value: string; label: string }[], value: string): string {
  return options.find((option) => option.value === value)?.label ?? value
}

function listInWords(items: string[] | undefined): string {
  return items && items.length > 0 ? items.join('; ') : 'None'
}

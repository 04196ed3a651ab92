// What an operator switches on that does harm in a stranger's hands.
import { getValue, type Section, type Setting } from './setting.ts'

/** The switches that are dangerous, and on now where they were off. @returns their words, as “Cancel” (portal flow) */
export function listDangers(sections: readonly Section[], before: unknown, after: unknown): string[] {
  return sections.flatMap(({ label, oneOf, toggle, settings }) => [
    ...(toggle && isRaised(toggle, before, after)
      ? [oneOf ? `“${label}” (${oneOf.toLowerCase()})` : `“${label}”`]
      : []),
    ...settings
      .filter((setting) => isRaised(setting, before, after))
      .map(({ control }) => `“${control.label}” (${label})`),
  ])
}

function isRaised(setting: Setting, before: unknown, after: unknown): boolean {
  const { control } = setting
  const isDangerous = control.kind === 'toggle' && control.isDangerous === true
  return isDangerous && getValue(setting, after) === true && getValue(setting, before) !== true
}

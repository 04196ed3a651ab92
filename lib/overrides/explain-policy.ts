// What one customer gets, setting by setting, and whose word it is.
import { emptyPolicy, type Policy } from '#lib/policy/policy.ts'
import { policySections } from '#lib/policy/policy-sections.ts'
import { listLabelled, wordSetting } from '#lib/settings/changes.ts'
import { getValue, type Section, type Setting } from '#lib/settings/setting.ts'
import { type Origin, originOf } from './override.ts'
import type { ResolvedPolicy } from './resolve-policy.ts'

export interface ExplainedSetting {
  name: string
  /** Component or flow, and setting: “Payment Element: Show saved payment methods”. */
  label: string
  stripeKey: string | undefined
  /** What holds, in words. */
  words: string
  /** What everyone else has. */
  everyone: string
  origin: Origin
}

/** What does not matter as things are is left out, unless it is the customer's own. */
export function explainPolicy(resolved: ResolvedPolicy): ExplainedSetting[] {
  const { policy, everyone, override } = resolved
  const values = override?.values ?? {}
  return policySections.flatMap((section) => {
    const matters = (setting: Setting) => setting.name in values || isOfUse(setting, section, policy)
    return listLabelled([section])
      .filter(({ setting }) => matters(setting))
      .map(({ setting, label }) => ({
        label,
        name: setting.name,
        stripeKey: setting === section.toggle ? section.stripeKey : setting.stripeKey,
        words: wordSetting(setting, policy),
        everyone: wordSetting(setting, everyone),
        origin: originOf(setting, { everyone, defaults: emptyPolicy, values }),
      }))
  })
}

function isOfUse(setting: Setting, { toggle }: Section, policy: Policy): boolean {
  if (!toggle || setting === toggle) return true
  const { appliesWhen } = setting
  return getValue(toggle, policy) === true && (!appliesWhen || getValue(appliesWhen, policy) === appliesWhen.is)
}

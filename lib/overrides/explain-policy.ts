// What one customer gets, setting by setting, and whose word it is.
import { emptyPolicy } from '#lib/policy/policy.ts'
import { policySections } from '#lib/policy/policy-sections.ts'
import { wordSetting } from '#lib/settings/changes.ts'
import { getValue, type Section, type Setting } from '#lib/settings/setting.ts'
import { type Origin, originOf } from './override.ts'
import type { ResolvedPolicy } from './resolve-policy.ts'

export interface ExplainedSetting {
  name: string
  label: string
  stripeKey: string | undefined
  /** What holds, in words. */
  words: string
  /** What everyone else has. */
  everyone: string
  origin: Origin
}

export interface ExplainedSection {
  label: string
  /** The section's own switch first. What does not matter as things are is left out, unless it is the customer's own. */
  settings: ExplainedSetting[]
}

export function explainPolicy(resolved: ResolvedPolicy): ExplainedSection[] {
  return policySections.map((section) => explainSection(section, resolved))
}

function explainSection({ label, oneOf, stripeKey, toggle, settings }: Section, resolved: ResolvedPolicy) {
  const { policy, everyone, override } = resolved
  const values = override?.values ?? {}
  const explain = (setting: Setting, named: { label: string; stripeKey: string | undefined }): ExplainedSetting => ({
    ...named,
    name: setting.name,
    words: wordSetting(setting, policy),
    everyone: wordSetting(setting, everyone),
    origin: originOf(setting, { everyone, defaults: emptyPolicy, values }),
  })
  const isOn = !toggle || getValue(toggle, policy) === true
  const matters = (setting: Setting) => setting.name in values || (isOn && applies(setting, policy))
  return {
    label: oneOf ? `${oneOf} “${label}”` : label,
    settings: [
      ...(toggle ? [explain(toggle, { label, stripeKey })] : []),
      ...settings
        .filter(matters)
        .map((setting) => explain(setting, { label: setting.control.label, stripeKey: setting.stripeKey })),
    ],
  }
}

function applies({ appliesWhen }: Setting, content: unknown): boolean {
  return !appliesWhen || getValue(appliesWhen, content) === appliesWhen.is
}

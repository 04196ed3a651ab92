// One customer's exceptions: only what they set, by the setting's name; everything else follows everyone.
import { type Policy, policySchema, readStoredPolicy } from '#lib/policy/policy.ts'
import { policySections } from '#lib/policy/policy-sections.ts'
import { type FieldProblem, wordIssue } from '#lib/settings/draft.ts'
import { getValue, listSettings, type Setting, setValue } from '#lib/settings/setting.ts'

export type OverrideValues = Readonly<Record<string, unknown>>

export interface Override {
  customer: string
  version: number
  values: OverrideValues
  note: string | null
  /** From then on the customer follows everyone again. */
  endsAt: Date | null
  operatorName: string | null
  updatedAt: Date
}

/** Where a value comes from: nobody touched it, everyone has it, or this customer alone. */
export type Origin = 'default' | 'everyone' | 'override'

export const overridableSettings: readonly Setting[] = listSettings(policySections)

export function isInForce({ endsAt }: Pick<Override, 'endsAt'>, now: Date): boolean {
  return endsAt === null || endsAt > now
}

export function applyOverride(policy: Policy, values: OverrideValues): Policy {
  return readStoredPolicy(withValues(policy, values))
}

/** The problems of an override, each at its setting: names that do not exist, values that do not fit with what everyone has. */
export function findOverrideProblems(policy: Policy, values: OverrideValues): FieldProblem[] {
  const unknown = Object.keys(values)
    .filter((name) => !overridableSettings.some((setting) => setting.name === name))
    .map((field) => ({ field, message: 'is not a setting' }))
  if (unknown.length > 0) return unknown
  const result = policySchema.safeParse(withValues(policy, values))
  return result.success ? [] : result.error.issues.map((issue) => wordIssue(issue, overridableSettings))
}

/** Why a customer gets what they get, setting by setting. */
export function originOf(
  setting: Setting,
  { everyone, defaults, values }: { everyone: Policy; defaults: Policy; values: OverrideValues },
): Origin {
  if (setting.name in values) return 'override'
  return JSON.stringify(getValue(setting, everyone)) === JSON.stringify(getValue(setting, defaults))
    ? 'default'
    : 'everyone'
}

function withValues(policy: Policy, values: OverrideValues): object {
  const content = structuredClone(policy)
  for (const setting of overridableSettings)
    if (setting.name in values) setValue(setting, content, values[setting.name])
  return content
}

import { Badge, type Tone } from '#components/ui/badge.tsx'
import { Section } from '#components/ui/section.tsx'
import { Table } from '#components/ui/table.tsx'
import type { ExplainedSetting } from '#lib/overrides/explain-policy.ts'
import type { Origin } from '#lib/overrides/override.ts'
import { hasNoEffectYet } from '#lib/policy/policy-sections.ts'

interface ExplainedPolicyProps {
  settings: ExplainedSetting[]
  revision: number
  overrideVersion: number | undefined
}

/** What the customer gets, and whose word each of it is. */
export function ExplainedPolicy({ settings, revision, overrideVersion }: ExplainedPolicyProps) {
  const own = overrideVersion ? `, and version ${overrideVersion} of what is this customer’s own` : ''
  const everyone =
    revision > 0 ? `Version ${revision} of what everyone gets${own}.` : 'Nothing was saved yet for everyone.'
  return (
    <Section
      anchor="policy"
      title="What they get, and why"
      description={`${everyone} Default: nobody changed it. Override: this customer’s own. What does not matter as things are is left out.`}
    >
      <Table
        caption="What this customer gets"
        columns={[
          { key: 'label', label: 'Component, flow or feature' },
          { key: 'words', label: 'Now' },
          { key: 'why', label: 'Why' },
        ]}
        rows={settings.map((setting) => ({
          id: setting.name,
          cells: {
            label: (
              <>
                {setting.label} {setting.stripeKey && <code>{setting.stripeKey}</code>}
              </>
            ),
            words: hasNoEffectYet(setting.name) ? `${setting.words}, without effect yet` : setting.words,
            why: <Why setting={setting} />,
          },
        }))}
      />
    </Section>
  )
}

function Why({ setting: { origin, everyone, words } }: { setting: ExplainedSetting }) {
  const { tone, text } = origins[origin]
  return (
    <>
      <Badge tone={tone}>{text}</Badge>
      {origin === 'override' && everyone !== words && ` Everyone else: ${everyone}`}
    </>
  )
}

const origins: Record<Origin, { tone: Tone; text: string }> = {
  default: { tone: 'neutral', text: 'Default' },
  everyone: { tone: 'note', text: 'Everyone' },
  override: { tone: 'caution', text: 'Override' },
}

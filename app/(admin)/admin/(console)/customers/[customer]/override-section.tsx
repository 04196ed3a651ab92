import { Moment } from '#components/admin/moment.tsx'
import { OverrideFields } from '#components/admin/override-fields.tsx'
import { UnsavedGuard } from '#components/admin/unsaved-guard.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { TextArea, TextField } from '#components/ui/field.tsx'
import { Section } from '#components/ui/section.tsx'
import spoken from '#components/ui/spoken.module.css'
import type { OverrideForm } from '#lib/overrides/open-override.ts'
import { isInForce, type Override, overridableSettings } from '#lib/overrides/override.ts'
import { choiceField } from '#lib/overrides/override-form.ts'
import type { Policy } from '#lib/policy/policy.ts'
import { mobileSections, policySections } from '#lib/policy/policy-sections.ts'
import { wordSetting } from '#lib/settings/changes.ts'
import styles from './override-section.module.css'

interface OverrideSectionProps {
  customerId: string
  everyone: Policy
  form: OverrideForm
  mayChange: boolean
  now: Date
}

const formId = 'override-form'

/** Lets an operator set what this customer alone has. Works without scripts. */
export function OverrideSection({ customerId, everyone, form, mayChange, now }: OverrideSectionProps) {
  const { saved, revision, fields, problems, isConflict } = form
  const everyoneInWords = Object.fromEntries(
    overridableSettings.map((setting) => [setting.name, wordSetting(setting, everyone)]),
  )
  const action = `/admin/customers/${customerId}/override`
  const problemOf = (field: string) => problems.find((problem) => problem.field === field)?.message
  return (
    <Section
      anchor="override"
      title="Override"
      description="What you set here holds for this customer alone. The rest follows everyone, also when that changes."
    >
      {saved && <WhoSetIt override={saved} now={now} />}
      <form className={styles.form} id={formId} method="post" action={`${action}/save`} noValidate>
        <input type="hidden" name="revision" value={revision} />
        <fieldset className={styles.all} disabled={!mayChange}>
          <legend className={spoken.spoken}>What this customer has of their own</legend>
          {policySections.map((section) => (
            <OverrideFields
              key={section.label}
              section={section}
              everyone={everyoneInWords}
              aside={mobileSections.includes(section) ? 'No effect yet' : undefined}
              choiceField={choiceField}
              fields={fields}
              problems={problems}
            />
          ))}
          <TextArea
            label="Note"
            hint="Why, for whoever looks at it later."
            error={problemOf('note') && `The note ${problemOf('note')}`}
            name="note"
            maxLength={500}
            defaultValue={String(fields.note ?? '')}
          />
          <TextField
            label="Last day"
            hint="In UTC. From the next day on the customer follows everyone again. Left empty, it has no end."
            error={problemOf('last_day') && `The last day ${problemOf('last_day')}`}
            name="last_day"
            type="date"
            defaultValue={String(fields.last_day ?? '')}
          />
        </fieldset>
        {mayChange && (
          <div className={styles.bar}>
            <Button kind="primary">Save override</Button>
            <UnsavedGuard formId={formId} isUnsaved={problems.length > 0 || isConflict} />
          </div>
        )}
      </form>
      {mayChange && saved && (
        <form className={styles.remove} method="post" action={`${action}/remove`}>
          <input type="hidden" name="revision" value={saved.version} />
          <Button kind="danger">Remove the whole override</Button>
          <p className={styles.help}>From the next page on this customer gets what everyone gets.</p>
        </form>
      )}
    </Section>
  )
}

function WhoSetIt({ override, now }: { override: Override; now: Date }) {
  const { operatorName, updatedAt, note } = override
  if (!isInForce(override, now))
    return (
      <Banner tone="caution" title="This override has ended: the customer gets what everyone gets.">
        <p>Give it a later last day to have it again, or remove it.</p>
      </Banner>
    )
  return (
    <p>
      Set by {operatorName ?? 'the command line'}, <Moment at={updatedAt} />
      {note ? `: “${note}”` : '.'}
    </p>
  )
}

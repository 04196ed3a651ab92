import { type ReactNode, useId } from 'react'
import { Button } from '#components/ui/button.tsx'
import spoken from '#components/ui/spoken.module.css'
import type { SettingsForm as Form } from '#lib/settings/open-form.ts'
import type { Section } from '#lib/settings/setting.ts'
import { SectionFields } from './section-fields.tsx'
import styles from './settings-form.module.css'
import { UnsavedGuard } from './unsaved-guard.tsx'

export interface Group {
  title?: string
  help?: string
  sections: readonly Section[]
  /** By a section's Stripe key: why it cannot be used as things are. */
  notices?: Record<string, string>
}

interface SettingsFormProps {
  action: string
  form: Form
  groups: Group[]
  mayChange: boolean
}

const formId = 'settings'

/** Works without scripts: what depends on a switch is shown by CSS, and judged by the server. */
export function SettingsForm({ action, form, groups, mayChange }: SettingsFormProps) {
  const isUnsaved = form.problems.length > 0 || form.conflict !== undefined
  return (
    <form
      className={styles.form}
      id={formId}
      method="post"
      action={action}
      encType={hasImage(groups) ? 'multipart/form-data' : undefined}
      noValidate
    >
      <input type="hidden" name="revision" value={form.revision} />
      <fieldset className={styles.all} disabled={!mayChange}>
        <legend className={spoken.spoken}>Settings</legend>
        {groups.map((group) => (
          <GroupFields key={group.title ?? ''} group={group}>
            {group.sections.map((section) => (
              <SectionFields
                key={section.label}
                section={section}
                level={group.title ? 'h3' : 'h2'}
                notice={section.stripeKey ? group.notices?.[section.stripeKey] : undefined}
                fields={form.fields}
                problems={form.problems}
              />
            ))}
          </GroupFields>
        ))}
      </fieldset>
      {mayChange && (
        <div className={styles.bar}>
          <Button kind="primary">Save settings</Button>
          <UnsavedGuard formId={formId} isUnsaved={isUnsaved} />
        </div>
      )}
    </form>
  )
}

function hasImage(groups: Group[]): boolean {
  return groups.some(({ sections }) =>
    sections.some(({ settings }) => settings.some(({ control }) => control.kind === 'image')),
  )
}

function GroupFields({ group: { title, help }, children }: { group: Group; children: ReactNode }) {
  const id = useId()
  if (!title) return children
  return (
    <section className={styles.group} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 className={styles.title} id={id}>
          {title}
        </h2>
        {help && <p className={styles.help}>{help}</p>}
      </div>
      {children}
    </section>
  )
}

import { SelectField } from '#components/ui/field.tsx'
import type { FieldProblem } from '#lib/settings/draft.ts'
import type { FormFields } from '#lib/settings/form-fields.ts'
import type { Section, Setting } from '#lib/settings/setting.ts'
import styles from './override-fields.module.css'
import { SettingControl } from './setting-control.tsx'

interface Values {
  /** The field that says whose value a setting takes. */
  choiceField: (setting: Setting) => string
  fields: FormFields
  problems: FieldProblem[]
}

interface OverrideFieldsProps extends Values {
  section: Section
  /** What everyone has, in words, by the setting's name. */
  everyone: Record<string, string>
  /** Said beside its name. */
  aside: string | undefined
}

/** The settings of one section, each as everyone has it or as this customer alone does. */
export function OverrideFields({ section, everyone, aside, ...values }: OverrideFieldsProps) {
  const { label, oneOf, toggle, settings } = section
  const all = toggle ? [toggle, ...settings] : settings
  const own = all.filter((setting) => values.fields[values.choiceField(setting)]).length
  const hasProblem = all.some(({ name }) => values.problems.some(({ field }) => field === name))
  return (
    <details className={styles.section} open={own > 0 || hasProblem}>
      <summary className={styles.summary}>
        {oneOf ? `${oneOf} “${label}”` : label}
        {own > 0 && <span className={styles.count}>{own} of their own</span>}
        {aside && <span className={styles.aside}>{aside}</span>}
      </summary>
      <div className={styles.settings}>
        {all.map((setting) => (
          <SettingFields key={setting.name} setting={setting} everyone={everyone[setting.name] ?? ''} {...values} />
        ))}
      </div>
    </details>
  )
}

function SettingFields({
  setting,
  everyone,
  fields,
  problems,
  choiceField,
}: Values & { setting: Setting; everyone: string }) {
  const { name, control, stripeKey } = setting
  const problem = problems.find(({ field }) => field === name)?.message
  const isToggle = control.kind === 'toggle'
  return (
    <div className={styles.setting} id={name}>
      <div className={styles.choice}>
        <SelectField
          label={control.label}
          hint={
            <>
              {stripeKey && <code className={styles.key}>{stripeKey}</code>}
              {isToggle && control.help}
              {isToggle && control.trap && <span className={styles.trap}>{control.trap}</span>}
            </>
          }
          error={problem && `${control.label} ${problem}`}
          name={choiceField(setting)}
          defaultValue={String(fields[choiceField(setting)] ?? '')}
        >
          <option value="">As everyone: {everyone}</option>
          {isToggle ? (
            <>
              <option value="on">On for this customer</option>
              <option value="off">Off for this customer</option>
            </>
          ) : (
            <option value="own">A value of their own</option>
          )}
        </SelectField>
      </div>
      {!isToggle && (
        <div className={styles.own}>
          <SettingControl
            setting={{ ...setting, control: { ...control, label: `${control.label}, for this customer` } }}
            value={fields[name] ?? ''}
            problem={undefined}
          />
        </div>
      )}
    </div>
  )
}

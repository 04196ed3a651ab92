import { Badge } from '#components/ui/badge.tsx'
import { Switch } from '#components/ui/switch.tsx'
import type { FieldProblem } from '#lib/settings/draft.ts'
import type { FormFields } from '#lib/settings/form-fields.ts'
import type { Section, Setting } from '#lib/settings/setting.ts'
import styles from './section-fields.module.css'
import { SettingControl } from './setting-control.tsx'

interface Values {
  fields: FormFields
  problems: FieldProblem[]
}

interface SectionFieldsProps extends Values {
  section: Section
  level: 'h2' | 'h3'
  /** Why it cannot be used as things are. */
  notice: string | undefined
}

/** One section: its switch, and below it what matters while it is on. */
export function SectionFields({ section, level: Heading, notice, ...values }: SectionFieldsProps) {
  const { label, help, trap, stripeKey, toggle, settings } = section
  return (
    <section className={styles.section} aria-label={label}>
      {toggle ? (
        <div className={styles.toggle}>
          <Switch
            name={toggle.name}
            label={label}
            stripeKey={stripeKey}
            help={help}
            trap={trap}
            defaultChecked={values.fields[toggle.name] === 'on'}
          />
        </div>
      ) : (
        <div className={styles.head}>
          <Heading className={styles.title}>{label}</Heading>
          <p className={styles.help}>{help}</p>
        </div>
      )}
      {notice && (
        <p className={styles.notice}>
          <Badge tone="caution">Unavailable</Badge> {notice}
        </p>
      )}
      {settings.length > 0 && (
        <div className={styles.settings} data-shown={hasProblem(settings, values)}>
          {settings
            .filter(({ appliesWhen }) => appliesWhen === undefined)
            .map((setting) => (
              <SettingFields key={setting.name} setting={setting} siblings={settings} {...values} />
            ))}
        </div>
      )}
    </section>
  )
}

/** A setting, and under it those that depend on it. */
function SettingFields({ setting, siblings, ...values }: Values & { setting: Setting; siblings: readonly Setting[] }) {
  const { name } = setting
  const dependents = (is: boolean) =>
    siblings.filter(({ appliesWhen }) => appliesWhen?.name === name && appliesWhen.is === is)
  return (
    <div className={styles.setting} id={name}>
      <div className={styles.control}>
        <SettingControl
          setting={setting}
          value={values.fields[name] ?? ''}
          problem={values.problems.find(({ field }) => field === name)?.message}
        />
      </div>
      {([true, false] as const)
        .map((is) => ({ is, settings: dependents(is) }))
        .filter(({ settings }) => settings.length > 0)
        .map(({ is, settings }) => (
          <div
            key={String(is)}
            className={is ? styles.whenOn : styles.whenOff}
            data-shown={hasProblem(settings, values)}
          >
            {settings.map((dependent) => (
              <SettingFields key={dependent.name} setting={dependent} siblings={siblings} {...values} />
            ))}
          </div>
        ))}
    </div>
  )
}

function hasProblem(settings: readonly Setting[], { problems }: Values): boolean {
  return settings.some(({ name }) => problems.some(({ field }) => field === name))
}

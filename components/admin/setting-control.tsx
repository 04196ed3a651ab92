import type { ReactNode } from 'react'
import { SelectField, TextArea, TextField } from '#components/ui/field.tsx'
import { Switch } from '#components/ui/switch.tsx'
import type { Choice } from '#lib/catalogue/feature.ts'
import type { Setting } from '#lib/settings/setting.ts'
import { ChoicesField } from './choices-field.tsx'
import { ImageField } from './image-field.tsx'
import styles from './setting-control.module.css'

interface SettingControlProps {
  setting: Setting
  value: string | string[]
  problem: string | undefined
}

/** The control that a kind of setting takes. */
export function SettingControl({ setting, value, problem }: SettingControlProps) {
  const { name, control, stripeKey } = setting
  const { label } = control
  const text = String(value)
  const worded = { name, label, hint: <Hint setting={setting} />, error: problem && `${label} ${problem}` }
  switch (control.kind) {
    case 'toggle':
      return (
        <Switch
          name={name}
          label={label}
          stripeKey={stripeKey}
          help={control.help}
          trap={control.trap}
          trapWhen={control.trapWhen}
          defaultChecked={text === 'on'}
        />
      )
    case 'choice':
      return (
        <SelectField {...worded} defaultValue={text}>
          {control.default === null && <option value="">{unsetWords(control)}</option>}
          {withCurrent(control, text).map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </SelectField>
      )
    case 'choices':
      return <ChoicesField {...worded} options={control.options} chosen={[value].flat()} />
    case 'count':
      return (
        <TextField
          {...worded}
          type="number"
          min={control.min}
          max={control.max}
          inputMode="numeric"
          defaultValue={text}
        />
      )
    case 'ids':
      return <TextArea {...worded} placeholder={control.example} spellCheck={false} defaultValue={text} />
    case 'text':
      return (
        <TextField
          {...worded}
          type={control.input}
          placeholder={control.example}
          autoComplete="off"
          spellCheck={false}
          defaultValue={text}
        />
      )
    case 'image':
      return <ImageField {...worded} accept={control.accept} value={text} />
  }
}

function unsetWords({ unset, isRequired }: Choice): string {
  return unset ?? (isRequired ? 'Choose one' : 'Stripe decides')
}

// What is saved stays visible, also where Stripe does not list it any more.
function withCurrent({ options }: Choice, current: string): Choice['options'] {
  if (current === '' || options.some(({ value }) => value === current)) return options
  return [...options, { value: current, label: `${current} (not among the choices any more)` }]
}

function Hint({ setting: { control, stripeKey } }: { setting: Setting }): ReactNode {
  const { help, trap } = control
  return (
    <>
      {stripeKey && <code className={styles.key}>{stripeKey}</code>}
      {help}
      {trap && <span className={styles.trap}>{trap}</span>}
    </>
  )
}

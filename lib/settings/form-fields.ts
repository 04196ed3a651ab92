// Between what is saved and the fields of a plain HTML form: text, nothing where a box is not ticked, several of one name.
import { z } from 'zod'
import { type Control, getValue, type Setting, setValue } from './setting.ts'

export type FormFields = Record<string, string | string[]>

/** What a form of these settings may send. Values are judged later, with the others; here only names and number. */
export function formSchema(settings: readonly Setting[]) {
  const fields = settings.map(({ name, control }) => [name, fieldSchema(control)])
  return z
    .strictObject({ revision: z.string().regex(/^\d{1,9}$/), ...Object.fromEntries(fields) })
    .transform(({ revision, ...rest }) => ({ revision: Number(revision), fields: rest as FormFields }))
}

function fieldSchema(control: Control): z.ZodType<string | string[]> {
  switch (control.kind) {
    case 'choices':
      return z.array(z.string()).default([])
    case 'toggle':
    case 'choice':
    case 'count':
    case 'ids':
    case 'text':
      return z.string().default('')
  }
}

export function toFields(settings: readonly Setting[], content: unknown): FormFields {
  return Object.fromEntries(
    settings.map((setting) => [setting.name, toField(setting.control, getValue(setting, content))]),
  )
}

function toField({ kind }: Control, value: unknown): string | string[] {
  switch (kind) {
    case 'toggle':
      return value ? 'on' : ''
    case 'choices':
      return [...(value as string[])]
    case 'ids':
      return (value as string[]).join('\n')
    case 'choice':
    case 'text':
      return (value as string | null) ?? ''
    case 'count':
      return String(value)
  }
}

/** What the fields say, in the shape that is saved; not checked yet. */
export function fromFields(settings: readonly Setting[], fields: FormFields): object {
  const content = {}
  for (const setting of settings) setValue(setting, content, fromField(setting.control, fields[setting.name] ?? ''))
  return content
}

function fromField({ kind }: Control, field: string | string[]): unknown {
  const text = typeof field === 'string' ? field.trim() : ''
  switch (kind) {
    case 'toggle':
      return text === 'on'
    case 'choices':
      return [field].flat()
    case 'ids':
      return text.split(/\s+/).filter((id) => id !== '')
    case 'choice':
    case 'text':
      return text === '' ? null : text
    case 'count':
      return /^\d{1,9}$/.test(text) ? Number(text) : text
  }
}

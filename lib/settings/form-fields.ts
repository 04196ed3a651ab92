// Between what is saved and the fields of a plain HTML form: text, nothing where a box is not ticked, several of one name.
import { z } from 'zod'
import { toDataUrl } from './image.ts'
import { type Control, getValue, type Setting, setValue } from './setting.ts'

export type FormFields = Record<string, string | string[]>

/** The revision or version that a form was made from. */
export const numberField = z.string().regex(/^\d{1,9}$/)

/** What a form says of a picture besides what it holds already. */
export type Upload = File | 'remove' | 'keep'

/** What a form of these settings may send. Values are judged later, with the others; here only names and number. */
export function formSchema(settings: readonly Setting[]) {
  const images = settings.filter(({ control }) => control.kind === 'image')
  const fields = { ...fieldShape(settings), ...Object.fromEntries(images.flatMap(({ name }) => imageFields(name))) }
  return z.strictObject({ revision: numberField, ...fields }).transform(({ revision, ...rest }) => ({
    revision: Number(revision),
    fields: Object.fromEntries(settings.map(({ name }) => [name, (rest as FormFields)[name]])) as FormFields,
    uploads: Object.fromEntries(images.map(({ name }) => [name, uploadOf(name, rest)])),
  }))
}

/** One field for each setting. */
export function fieldShape(settings: readonly Setting[]): Record<string, z.ZodType<string | string[]>> {
  return Object.fromEntries(settings.map(({ name, control }) => [name, fieldSchema(control)]))
}

// Beside what is kept: a file to take its place, and a box to be rid of it.
function imageFields(name: string): [string, z.ZodType][] {
  return [
    [`${name}.file`, z.instanceof(File).optional()],
    [`${name}.remove`, z.literal('on').optional()],
  ]
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
    case 'image':
      return z.string().default('')
  }
}

// A file input that was left alone sends an empty file.
function uploadOf(name: string, form: Record<string, unknown>): Upload {
  const file = form[`${name}.file`] as File | undefined
  if (file && file.size > 0) return file
  return form[`${name}.remove`] === 'on' ? 'remove' : 'keep'
}

/** The fields with each picture as it was uploaded, removed or left alone. */
export async function withUploads(fields: FormFields, uploads: Record<string, Upload>): Promise<FormFields> {
  const settled = Object.entries(uploads).map(async ([name, upload]): Promise<[string, string | string[]]> => {
    if (upload === 'keep') return [name, fields[name] ?? '']
    return [name, upload === 'remove' ? '' : toDataUrl(await upload.bytes())]
  })
  return { ...fields, ...Object.fromEntries(await Promise.all(settled)) }
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
    case 'image':
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
    case 'image':
      return text === '' ? null : text
    case 'count':
      return /^\d{1,9}$/.test(text) ? Number(text) : text
  }
}

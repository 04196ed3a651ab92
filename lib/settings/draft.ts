// A form that an operator filled in: judged before it is saved, and shown again with what was typed where it cannot be.
import type { z } from 'zod'
import { type FormFields, fromFields } from './form-fields.ts'
import type { Control, Setting } from './setting.ts'

export interface FieldProblem {
  field: string
  message: string
}

export interface Draft {
  /** The revision that the form was made from. */
  revision: number
  fields: FormFields
  problems: FieldProblem[]
}

export type Judged<Content> = { kind: 'valid'; content: Content } | { kind: 'invalid'; problems: FieldProblem[] }

/** @param schema of what is saved */
export function judgeFields<Content>(
  schema: z.ZodType<Content>,
  settings: readonly Setting[],
  fields: FormFields,
): Judged<Content> {
  const result = schema.safeParse(fromFields(settings, fields))
  if (result.success) return { kind: 'valid', content: result.data }
  return { kind: 'invalid', problems: result.error.issues.map((issue) => wordIssue(issue, settings)) }
}

/** What a schema says is wrong, in the words of the setting's control. */
export function wordIssue(issue: z.core.$ZodIssue, settings: readonly Setting[]): FieldProblem {
  const path = issue.path.map(String).join('.')
  const setting = settings.find(({ name }) => path === name || path.startsWith(`${name}.`))
  if (!setting) return { field: path, message: issue.message }
  const { control, name } = setting
  const position = path.slice(name.length + 1)
  return { field: name, message: wordsFor(control, issue, position) }
}

function wordsFor(control: Control, { code, message }: z.core.$ZodIssue, position: string): string {
  switch (control.kind) {
    case 'count':
      return `must be a whole number from ${control.min} to ${control.max}`
    case 'choice':
      return code === 'invalid_value' ? 'is not one of the choices' : message
    case 'choices':
      return code === 'invalid_value' ? 'has one that is not among the choices' : message
    case 'ids':
      if (code === 'too_big') return `takes ${issueMaximum(message)} at most`
      return position === '' ? message : `line ${Number(position) + 1} ${message}`
    case 'toggle':
    case 'text':
    case 'image':
      return message
  }
}

function issueMaximum(message: string): string {
  return message.match(/\d+/)?.[0] ?? 'fewer'
}

/** What a form shows after somebody else saved: their values, and on top of them what this operator had changed. */
export function mergeFields({ base, theirs, yours }: Record<'base' | 'theirs' | 'yours', FormFields>): FormFields {
  const isYours = (name: string) => String(yours[name]) !== String(base[name])
  return Object.fromEntries(Object.keys(theirs).map((name) => [name, (isYours(name) ? yours : theirs)[name] ?? '']))
}

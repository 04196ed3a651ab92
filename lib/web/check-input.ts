// Turns a schema's complaint into a refusal that names the field and what would be right.
import type { z } from 'zod'
import { Refusal } from '#lib/errors.ts'

/** @throws Refusal invalid_input */
export function checkInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const field = [...(issue?.path ?? []), ...unknownKey].map(String).join('.')
  const wanted = unknownKey.length > 0 ? 'is not known here' : (issue?.message ?? 'is not right')
  throw new Refusal('invalid_input', { field: field || undefined, detail: field ? `${field}: ${wanted}` : wanted })
}

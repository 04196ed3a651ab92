import type { z } from 'zod'
import { Refusal } from '#lib/errors.ts'
import { checkInput } from './check-input.ts'
import { decodeText, hasContentType, isForbiddenKey, readBytes } from './read-body.ts'

type Entries = [name: string, value: string | File][]

/**
 * A field that the schema wants as an array may come any number of times, every other once.
 * @throws Refusal unsupported_media_type | body_too_large | bad_request | invalid_input
 */
export async function readForm<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  const entries = await readEntries(request)
  const form: Record<string, unknown> = {}
  for (const [name, value] of entries) {
    if (!isText(name) || (typeof value === 'string' && !isText(value))) throw new Refusal('bad_request')
    if (isForbiddenKey(name)) throw new Refusal('bad_request', { field: name })
    const isList = wantsList(schema, name)
    if (!isList && Object.hasOwn(form, name))
      throw new Refusal('bad_request', { field: name, detail: `${name}: comes more than once` })
    form[name] = isList ? [...((form[name] as unknown[] | undefined) ?? []), value] : value
  }
  return checkInput(schema, form)
}

async function readEntries(request: Request): Promise<Entries> {
  if (hasContentType(request, 'application/x-www-form-urlencoded'))
    return parseUrlEncoded(decodeText(await readBytes(request), 'bad_request'))
  if (!hasContentType(request, 'multipart/form-data')) throw new Refusal('unsupported_media_type')

  const bytes = await readBytes(request)
  const form = await new Response(bytes, { headers: { 'content-type': request.headers.get('content-type') ?? '' } })
    .formData()
    .catch((cause: unknown) => {
      throw new Refusal('bad_request', { cause })
    })
  return [...form.entries()]
}

// URLSearchParams mends what is broken; we refuse it.
function parseUrlEncoded(text: string): Entries {
  try {
    decodeURIComponent(text)
  } catch (cause) {
    throw new Refusal('bad_request', { cause })
  }
  return [...new URLSearchParams(text).entries()]
}

function isText(value: string): boolean {
  return value.isWellFormed() && !value.includes('\0') && !value.includes('\ufffd') && !value.startsWith('\ufeff')
}

function wantsList(schema: z.core.$ZodType, name: string): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'object':
      return name in def.shape && isList(def.shape[name] as z.core.$ZodType)
    case 'union':
      return def.options.some((option) => wantsList(option, name))
    case 'pipe':
      return wantsList(def.in, name)
    default:
      return false
  }
}

function isList(schema: z.core.$ZodType): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod
  if (def.type === 'array') return true
  if (def.type === 'pipe') return isList(def.in)
  return 'innerType' in def && isList(def.innerType)
}

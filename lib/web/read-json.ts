import type { z } from 'zod'
import { Refusal } from '#lib/errors.ts'
import { checkInput } from './check-input.ts'
import { parseJson } from './parse-json.ts'
import { decodeText, hasContentType, readBytes } from './read-body.ts'

/** @throws Refusal unsupported_media_type | body_too_large | invalid_json | invalid_input */
export async function readJson<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  if (!hasContentType(request, 'application/json')) throw new Refusal('unsupported_media_type')
  const text = decodeText(await readBytes(request), 'invalid_json')
  return checkInput(schema, parseJson(text))
}

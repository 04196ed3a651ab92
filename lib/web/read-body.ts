// A request's body as text: bounded while it streams, plain UTF-8, nothing hidden in it.
import { Refusal } from '#lib/errors.ts'
import { bodyLimitBytes } from './limits.ts'

export async function readBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const encoding = request.headers.get('content-encoding')
  if (encoding && encoding !== 'identity') throw new Refusal('unsupported_media_type')

  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength
    if (length > bodyLimitBytes) throw new Refusal('body_too_large')
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks, length))
}

/** @throws Refusal with `code` for bytes that are not plain UTF-8 text */
export function decodeText(bytes: Uint8Array, code: 'invalid_json' | 'bad_request'): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    if (text.startsWith('\ufeff')) throw new Refusal(code, { detail: 'The body starts with a byte order mark.' })
    return text
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal(code, { detail: 'The body is not UTF-8.' })
  }
}

export function hasContentType(request: Request, type: string): boolean {
  return request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() === type
}

export function hasForm(request: Request): boolean {
  return ['application/x-www-form-urlencoded', 'multipart/form-data'].some((type) => hasContentType(request, type))
}

/** Names that reach an object's prototype when someone merges it carelessly. */
export function isForbiddenKey(key: string): boolean {
  return key === '__proto__' || key === 'constructor' || key === 'prototype'
}

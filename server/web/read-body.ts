import type { IncomingMessage, ServerResponse } from 'node:http'
import { bodyLimitBytes } from '#lib/web/limits.ts'

export type Body =
  | { kind: 'read'; bytes: Buffer }
  | { kind: 'refused'; status: 400 | 413 | 415; message: string }
  | { kind: 'broken_off' }

const tooLarge: Body = { kind: 'refused', status: 413, message: 'The body is too large: 64 KB at most.' }

/** Reads the whole body before anybody works on it, so that a slow or huge one costs no more than its bytes here. */
export async function readBody(request: IncomingMessage, response: ServerResponse): Promise<Body> {
  const { 'content-length': length, 'transfer-encoding': chunked, 'content-encoding': encoding } = request.headers
  const hasBody = chunked !== undefined || Number(length ?? 0) > 0
  if (!hasBody) return { kind: 'read', bytes: Buffer.alloc(0) }
  if (request.method !== 'POST') return { kind: 'refused', status: 400, message: 'Only a POST has a body.' }
  if (encoding && encoding !== 'identity')
    return { kind: 'refused', status: 415, message: 'The body must not be compressed.' }
  if (Number(length ?? 0) > bodyLimitBytes) return tooLarge
  if (request.headers.expect) response.writeContinue()
  return collect(request)
}

function collect(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  let length = 0
  const { promise, resolve } = Promise.withResolvers<Body>()
  request.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length <= bodyLimitBytes) return void chunks.push(chunk)
    chunks.length = 0
    resolve(tooLarge)
  })
  request.once('end', () => resolve({ kind: 'read', bytes: Buffer.concat(chunks) }))
  request.once('error', () => resolve({ kind: 'broken_off' }))
  request.once('close', () => resolve({ kind: 'broken_off' }))
  return promise
}

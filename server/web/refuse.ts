// Refusals of the server itself, before any page or route: short, plain, with the reference number.
import type { GuardedResponse } from './guarded-response.ts'

export interface ServerRefusal {
  status: number
  message: string
  headers?: Record<string, string>
}

const lingerMs = 500
const readOnBytes = 1024 * 1024
const codes: Record<number, string> = {
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'body_too_large',
  415: 'unsupported_media_type',
  500: 'fault',
}

export function refuse(response: GuardedResponse, { status, message, headers = {} }: ServerRefusal): void {
  if (response.headersSent || response.destroyed) return void response.destroy()
  const reference = response.guard?.context.requestId ?? ''
  const isJson = /\bjson\b/.test(`${response.req.headers.accept} ${response.req.headers['content-type']}`)
  const body = isJson
    ? JSON.stringify({ error: { code: codes[status] ?? 'bad_request', message, request_id: reference } })
    : `${message}\nReference: ${reference}\n`
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  response.setHeader('content-type', isJson ? 'application/json' : 'text/plain; charset=utf-8')
  response.setHeader('content-length', Buffer.byteLength(body))
  if (response.req.complete) {
    response.writeHead(status).end(body)
    return
  }
  finishWhileUploading(response, status, body)
}

// Closing while the client still sends would reset the connection, and with it the answer: so it reads us first. Who
// sends on and on is not read any more, since even what is thrown away takes memory until it is collected.
function finishWhileUploading(response: GuardedResponse, status: number, body: string) {
  const { req: request } = response
  response.setHeader('connection', 'close')
  response.writeHead(status).write(body)
  const timer = setTimeout(end, lingerMs)
  let length = 0
  request.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > readOnBytes) request.pause()
  })
  request.once('close', end).resume()
  function end() {
    clearTimeout(timer)
    response.end()
  }
}

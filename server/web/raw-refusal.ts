// Answers on the bare socket, where Node could not make a request of what came: still one of ours, with our headers.
import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { GuardedResponse } from './guarded-response.ts'
import { createReference } from './reference.ts'
import type { HeadersFor } from './security-headers.ts'

const statusOfError: Record<string, number> = {
  HPE_INVALID_METHOD: 501,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/** @param currentResponse what is being answered on this socket, if anything */
export function refuseWhatCannotBeRead(
  server: Server<typeof IncomingMessage, typeof GuardedResponse>,
  headersFor: HeadersFor,
  currentResponse: (socket: Duplex) => GuardedResponse | undefined,
): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const code = error.code ?? ''
    const response = currentResponse(socket)
    const isOwnTurn = !response || response.writableFinished || (!response.headersSent && !response.req.complete)
    if (code === 'ECONNRESET' || !socket.writable || !isOwnTurn) return void socket.destroy()
    writeRefusal(socket, statusOfError[code] ?? 400, headersFor)
  })
  server.on('connect', (_request, socket) => writeRefusal(socket, 405, headersFor, 'allow: GET, HEAD, POST\r\n'))
}

export function writeRefusal(socket: Duplex, status: number, headersFor: HeadersFor, more = ''): void {
  const { requestId, nonce } = createReference()
  const reason = STATUS_CODES[status] ?? ''
  const body = `${reason}\nReference: ${requestId}\n`
  const headers = Object.entries(headersFor({ requestId, nonce, pathname: '', status }))
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
  socket.on('error', () => socket.destroy())
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\n${headers}${more}content-type: text/plain; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  )
}

// As much of RFC 6455 as pushing text to the Stripe CLI takes: what the client says back is not read.
import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

const acceptSuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const opcode = { text: 0x1, close: 0x8, ping: 0x9, pong: 0xa }
const longestMessage = 1_000_000

/** Answers a browser's or client's wish to switch over. */
export function acceptSocket(request: IncomingMessage, socket: Duplex) {
  const key = request.headers['sec-websocket-key'] ?? ''
  const accept = createHash('sha1').update(`${key}${acceptSuffix}`).digest('base64')
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade']
  socket.write(`${[...lines, `Sec-WebSocket-Accept: ${accept}`].join('\r\n')}\r\n\r\n`)
  let unread = Buffer.alloc(0)
  socket.on('error', () => socket.destroy())
  socket.on('data', (part: Buffer) => {
    unread = Buffer.concat([unread, part])
    for (let frame = readFrame(unread); frame; frame = readFrame(unread)) {
      unread = unread.subarray(frame.length)
      if (frame.opcode === opcode.ping) socket.write(writeFrame(opcode.pong, frame.payload))
      if (frame.opcode === opcode.close) socket.end(writeFrame(opcode.close, frame.payload))
    }
    if (unread.length > longestMessage) socket.destroy()
  })
}

export function sendText(socket: Duplex, text: string) {
  socket.write(writeFrame(opcode.text, Buffer.from(text)))
}

function writeFrame(code: number, payload: Buffer): Buffer {
  const { length } = payload
  const size = length < 126 ? [length] : length < 65_536 ? [126, ...bytesOf(length, 2)] : [127, ...bytesOf(length, 8)]
  return Buffer.concat([Buffer.from([0x80 | code, ...size]), payload])
}

function bytesOf(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => Math.floor(value / 256 ** (count - 1 - index)) % 256)
}

/** The first frame of these bytes, unmasked; nothing while it is not whole. */
function readFrame(bytes: Buffer): { opcode: number; payload: Buffer; length: number } | undefined {
  if (bytes.length < 2) return undefined
  const short = bytes.readUInt8(1) & 0x7f
  const sizeBytes = short === 126 ? 2 : short === 127 ? 8 : 0
  const start = 2 + sizeBytes + 4
  if (bytes.length < start) return undefined
  const size = sizeBytes === 0 ? short : sizeBytes === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
  if (bytes.length < start + size) return undefined
  const mask = bytes.subarray(start - 4, start)
  const payload = Buffer.from(bytes.subarray(start, start + size).map((byte, index) => byte ^ (mask[index % 4] ?? 0)))
  return { opcode: bytes.readUInt8(0) & 0x0f, payload, length: start + size }
}

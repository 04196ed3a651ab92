import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface RawAnswer {
  status: number
  headers: Headers
  text: string
}

/** Sends bytes as they are and reads until the server ends, `until` comes, or 5 seconds passed. */
export async function sendRaw(origin: string, parts: string[], { until }: { until?: string } = {}): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname)
  let text = ''
  const { promise: done, resolve } = Promise.withResolvers<void>()
  socket.on('data', (chunk) => {
    text += chunk
    if (until ? text.includes(until) : isWhole(text)) resolve()
  })
  socket.on('error', () => resolve()).on('close', () => resolve())
  for (const part of parts) {
    socket.write(part)
    await sleep(20)
  }
  await Promise.race([done, sleep(5000)])
  socket.destroy()
  return { status: Number(text.match(/^HTTP\/1\.1 (\d+)/)?.[1]), headers: headersIn(text), text }
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n')
  return end >= 0 && text.length - end - 4 >= Number(headersIn(text).get('content-length') ?? 0)
}

function headersIn(text: string): Headers {
  const lines = text.split('\r\n\r\n')[0]?.split('\r\n').slice(1) ?? []
  return new Headers(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]))
}

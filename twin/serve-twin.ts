import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { serve } from '@hono/node-server'
import { answerUpgrade } from './cli/cli-sessions.ts'
import { createTwin, type Twin, type TwinOptions } from './twin.ts'

export type ServedTwin = { twin: Twin; base: string; close: () => Promise<void> }

/**
 * Serves a twin over HTTP, with `/v1` and `/v2` at the root of its origin.
 * @param port 0 (when left out) takes a free one
 * @param host 127.0.0.1 unless told otherwise: the twin has no secrets worth the name
 */
export async function serveTwin(options: TwinOptions & { port?: number; host?: string } = {}): Promise<ServedTwin> {
  const { port = 0, host = '127.0.0.1', ...twinOptions } = options
  const twin = createTwin(twinOptions)
  const open = new Set<Duplex>()
  const server = serve({
    hostname: host,
    port,
    overrideGlobalObjects: false,
    fetch: (request, env) => twin.handle(request, 'incoming' in env ? env.incoming.socket : undefined),
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    answerUpgrade(request, socket)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  const { port: taken } = server.address() as AddressInfo
  const base = twinOptions.base ?? `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${taken}`
  twin.base = base
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      if ('closeAllConnections' in server) server.closeAllConnections()
      for (const socket of open) socket.destroy()
    })
  return { twin, base, close }
}

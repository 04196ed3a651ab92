// Something that stands between two parties and sees whole requests and whole answers.
import { createServer, type IncomingHttpHeaders, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export interface ForwardedRequest {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: Buffer
}

export interface ForwardedAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** Answers a request, by asking whom it was meant for or without. */
export type Around = (request: ForwardedRequest, ask: () => Promise<ForwardedAnswer>) => Promise<ForwardedAnswer>

export interface ForwardingProxy {
  address: string
  stop(): Promise<void>
}

export async function startForwardingProxy(upstream: string, around: Around): Promise<ForwardingProxy> {
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming
    const request = { method, url, headers, body: await buffer(incoming) }
    try {
      const { status, headers: answered, body } = await around(request, () => ask(upstream, request))
      // It comes in one piece from here.
      const { 'transfer-encoding': _, ...kept } = answered
      outgoing.writeHead(status, kept).end(body)
    } catch {
      outgoing.destroy()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function ask(upstream: string, { method, url, headers, body }: ForwardedRequest): Promise<ForwardedAnswer> {
  return new Promise((resolve, reject) => {
    const asking = send(`${upstream}${url}`, { method, headers: { ...headers, connection: 'close' } }, (answer) => {
      const { statusCode: status = 0, headers: answered } = answer
      buffer(answer).then((whole) => resolve({ status, headers: answered, body: whole }), reject)
    })
    asking.once('error', reject).end(body)
  })
}

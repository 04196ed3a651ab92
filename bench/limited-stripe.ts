// A Stripe with a limit: passes on to the twin, and refuses as Stripe does the mints that are too many in a second.
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface LimitedStripe {
  url: string
  refused: () => number
  stop: () => void
}

const tooMany = JSON.stringify({
  error: { type: 'invalid_request_error', code: 'rate_limit', message: 'Request rate limit exceeded.' },
})

export async function startLimitedStripe(twin: string, mintsPerSecond: number): Promise<LimitedStripe> {
  let taken: number[] = []
  let refused = 0
  const server = createServer((request, response) => {
    if (request.method === 'POST' && request.url?.startsWith('/v1/customer_sessions')) {
      const now = performance.now()
      taken = taken.filter((at) => at > now - 1000)
      if (taken.length >= mintsPerSecond) {
        refused += 1
        request.resume()
        return void response.writeHead(429, { 'content-type': 'application/json' }).end(tooMany)
      }
      taken.push(now)
    }
    pass(twin, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused: () => refused,
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function pass(to: string, request: IncomingMessage, response: ServerResponse) {
  const { method = 'GET', url = '/', headers } = request
  const onward = forward(new URL(url, to), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  request.pipe(onward)
}

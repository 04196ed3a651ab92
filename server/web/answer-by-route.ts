import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Route } from './own-routes.ts'

/** Calls a route as Next would, with the request that Next would see. */
export async function answerByRoute(route: Route, { request, response, publicOrigin, body }: RouteCall): Promise<void> {
  const leaving = new AbortController()
  response.once('close', () => response.writableFinished || leaving.abort())
  const answer = await route(
    new Request(new URL(request.url ?? '/', publicOrigin), {
      method: 'POST',
      headers: Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
      body: new Uint8Array(body),
      signal: leaving.signal,
    }),
  )
  const bytes = Buffer.from(await answer.arrayBuffer())
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') response.setHeader(name, value)
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  response.setHeader('content-length', bytes.length)
  response.writeHead(answer.status).end(bytes)
}

interface RouteCall {
  request: IncomingMessage
  response: ServerResponse
  publicOrigin: string
  /** Read already, as it was sent. */
  body: Buffer
}

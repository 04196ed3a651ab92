import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { createTestTwin } from '../test-twin.ts'
import type { TwinOptions } from '../twin.ts'
import type { Delivery } from './delivery.ts'

export type Received = { headers: IncomingHttpHeaders; body: string; event: { id: string; type: string } & Json }
type Json = Record<string, unknown>
/** The status of an answer, or `'silence'` for none. */
type Answer = number | 'silence'

/** A server of an app's own on this machine, with a memory. `answers` are given in turn, the last one from then on. */
export async function openReceiver(answers: Answer[] = [200]) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      received.push({ headers: request.headers, body, event: JSON.parse(body) })
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      if (answer === 'silence') return
      response.writeHead(answer ?? 200, { location: '/elsewhere' }).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { received, url: `http://127.0.0.1:${port}/hook`, types: () => received.map(({ event }) => event.type) }
}

/** A twin, and its control API for webhooks. */
export function createWebhookTwin(options: TwinOptions = {}) {
  const test = createTestTwin(options)
  const control = async <Body = { data: Delivery[] }>(
    method: string,
    path: string,
    body: object = {},
  ): Promise<Body> => {
    const json = method === 'POST' ? { body: JSON.stringify(body) } : {}
    const answer = await test.call(method, `/_twin/${path}`, {
      ...json,
      headers: { 'content-type': 'application/json' },
    })
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
    return answer.body
  }
  return {
    ...test,
    control,
    settle: (timeout = 5_000) =>
      control<{ settled: boolean; pending: Delivery[] }>('POST', 'deliveries/settle', { timeout_ms: timeout }),
    deliveries: async (query = '') => (await control('GET', `deliveries${query}`)).data,
    subscribe: (url: string, events: '*'[] | string[] = ['*']) =>
      test.stripe.webhookEndpoints.create({ url, enabled_events: events as '*'[] }),
  }
}

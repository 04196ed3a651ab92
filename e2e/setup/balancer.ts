// A small balancer: asks each instance whether it is ready, and sends requests to those that are.
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Balancer {
  address: string
  add(instance: string): void
  remove(instance: string): void
  isReady(instance: string): boolean
  stop(): Promise<void>
}

const checkedEveryMs = 100

export async function startBalancer(): Promise<Balancer> {
  const ready = new Map<string, boolean>()
  const agent = new Agent({ keepAlive: true })
  let turn = 0

  const server = createServer((incoming, outgoing) => {
    const open = [...ready].filter(([, isReady]) => isReady).map(([instance]) => instance)
    turn += 1
    const instance = open[turn % open.length]
    if (!instance) return void outgoing.writeHead(502).end()
    const { method, headers, url } = incoming
    const forwarded = request(`${instance}${url}`, { method, headers, agent }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(outgoing)
    })
    forwarded.once('error', () => outgoing.destroy())
    incoming.pipe(forwarded)
  })
  const timer = setInterval(() => {
    for (const instance of ready.keys()) check(instance)
  }, checkedEveryMs)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  async function check(instance: string) {
    const isReady = await fetch(`${instance}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (ready.has(instance)) ready.set(instance, isReady)
  }
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add: (instance) => void ready.set(instance, false),
    remove: (instance) => void ready.delete(instance),
    isReady: (instance) => ready.get(instance) ?? false,
    stop: () => {
      clearInterval(timer)
      agent.destroy()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

// A browser without a network: it keeps cookies and calls our route handlers.
import { publicOrigin } from '#lib/access/testing.ts'
import type { Services } from '#lib/services.ts'
import { runInRequestContext } from '#lib/web/request-context.ts'
import * as arrive from './arrive/route.ts'
import * as confirm from './continue/confirm/route.ts'
import * as handoff from './handoff/route.ts'
import * as ticket from './handoffs/[ticket]/route.ts'
import * as handoffs from './handoffs/route.ts'
import * as signOut from './sign-out/route.ts'
import * as start from './start/route.ts'

type Parameters = { params: Promise<{ ticket: string }> }
type Handler = (request: Request, parameters: Parameters) => Response | Promise<Response>

type Route = Partial<Record<'GET' | 'HEAD' | 'POST', Handler>>

const routes: Record<string, Route> = {
  '/login/arrive': arrive,
  '/login/continue/confirm': confirm,
  '/login/handoff': handoff,
  '/login/handoffs': handoffs,
  '/login/sign-out': signOut,
  '/login/start': start,
}

/** What `getServices()` gives from here on. */
export function shareServices(services: Services): void {
  const shared = globalThis as { [key: symbol]: unknown }
  shared[Symbol.for('portico.services')] = services
}

export class TestBrowser {
  readonly #cookies = new Map<string, string>()

  cookie(base: string): string | undefined {
    return this.#cookies.get(`portico_${base}_3000`)
  }

  plant(base: string, value: string): void {
    this.#cookies.set(`portico_${base}_3000`, value)
  }

  get(url: string): Promise<Response> {
    return this.#send('GET', url)
  }

  /** As Next does it: a route without HEAD runs its GET. */
  head(url: string): Promise<Response> {
    return this.#send('HEAD', url)
  }

  postJson(url: string, body: object): Promise<Response> {
    return this.#send('POST', url, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
  }

  postForm(url: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    return this.#send('POST', url, { body: new URLSearchParams(fields), headers: { accept: 'text/html', ...headers } })
  }

  async #send(method: 'GET' | 'HEAD' | 'POST', address: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address, publicOrigin)
    const headers = new Headers({ accept: 'text/html', ...(init.headers as Record<string, string>) })
    headers.set('cookie', [...this.#cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; '))
    const request = new Request(url, { ...init, method, headers })

    const last = url.pathname.split('/').at(-1) ?? ''
    const route: Route = routes[url.pathname] ?? ticket
    const handler = route[method] ?? (method === 'HEAD' ? route.GET : undefined)
    if (!handler) throw new Error(`${method} ${url.pathname} is not handled`)
    const context = { requestId: 'r1', nonce: 'n', ip: '127.0.0.1', path: url.pathname }
    const parameters = { params: Promise.resolve({ ticket: last }) }
    const response = await runInRequestContext(context, async () => handler(request, parameters))
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie)
    return response
  }

  #keep(setCookie: string): void {
    const [pair = '', ...attributes] = setCookie.split('; ')
    const [name = '', value = ''] = pair.split('=')
    if (attributes.includes('Max-Age=0')) this.#cookies.delete(name)
    else this.#cookies.set(name, decodeURIComponent(value))
  }
}

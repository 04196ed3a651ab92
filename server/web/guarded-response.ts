// The response object that Next and we write to. Whatever is written, our headers stand on it.
import { type IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { drawHeader, problemPath } from '#lib/web/draw-page.ts'
import type { RequestContext } from '#lib/web/request-context.ts'
import type { HeadersFor } from './security-headers.ts'

export interface Guard {
  context: RequestContext
  /** Of what is being answered; another one once a page is drawn in an answer's stead. */
  pathname: string
  headersFor: HeadersFor
  isDraining: () => boolean
}

const removedHeaders = ['x-powered-by', drawHeader, 'etag', 'last-modified']
const keptWhenDrawing = ['set-cookie', 'retry-after']

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[]

export class GuardedResponse extends ServerResponse<IncomingMessage> {
  guard: Guard | undefined
  #withheld = Promise.withResolvers<void>()

  /** Resolves when an answer that never leaves was written to its end: what Next compresses comes late. */
  get withheld(): Promise<void> {
    return this.#withheld.promise
  }

  /** The path of the page that a route handler answered with; nothing of that answer leaves. */
  get drawnPath(): string | undefined {
    if (this.headersSent) return undefined
    return this.getHeader(drawHeader)?.toString() ?? (this.#isBlank ? faultPage(this.guard?.pathname) : undefined)
  }

  /** Where a page breaks before anything of it is drawn, Next answers with an empty document. */
  get #isBlank(): boolean {
    return this.statusCode === 500 && /^text\/html/.test(this.getHeader('content-type')?.toString() ?? '')
  }

  /** Forgets an answer that asked for a page, except what is meant for the browser itself. */
  reset(): void {
    for (const name of this.getHeaderNames()) if (!keptWhenDrawing.includes(name)) this.removeHeader(name)
    // Next's compression puts methods of its own on the object; without them ours are back.
    for (const name of ['writeHead', 'write', 'end', 'on', 'flush'] as const) Reflect.deleteProperty(this, name)
    this.statusCode = 200
    // Next listens twice now, which Node would take for a leak.
    this.setMaxListeners(30)
  }

  override writeHead(statusCode: number, ...rest: [Headers?] | [string?, Headers?]): this {
    for (const [name, value] of headerPairs(rest.at(-1))) this.setHeader(name, value)
    this.statusCode = statusCode
    if (this.drawnPath) return this

    const status = this.guard?.context.status && statusCode === 200 ? this.guard.context.status : statusCode
    const { retryAfterSeconds } = this.guard?.context ?? {}
    if (retryAfterSeconds !== undefined && status >= 400) this.setHeader('retry-after', retryAfterSeconds)
    if (this.guard) this.#applyHeaders(this.guard, status)
    this.statusMessage = ''
    return super.writeHead(status)
  }

  override flushHeaders(): void {
    if (!this.drawnPath) super.flushHeaders()
  }

  override write(...args: unknown[]): boolean {
    return this.drawnPath ? true : super.write(...(args as Parameters<ServerResponse['write']>))
  }

  override end(...args: unknown[]): this {
    if (!this.drawnPath) return super.end(...(args as Parameters<ServerResponse['end']>))
    this.#withheld.resolve()
    return this
  }

  #applyHeaders({ context: { requestId, nonce }, pathname, headersFor, isDraining }: Guard, status: number) {
    const cacheControl = this.getHeader('cache-control')?.toString()
    const referrerPolicy = this.getHeader('referrer-policy')?.toString()
    const isFile = pathname.startsWith('/_next/static/')
    for (const name of removedHeaders) if (!isFile || name.startsWith('x-')) this.removeHeader(name)
    const headers = headersFor({ requestId, nonce, pathname, status, cacheControl, referrerPolicy })
    for (const [name, value] of Object.entries(headers)) this.setHeader(name, value)
    if (isDraining()) this.setHeader('connection', 'close')
  }
}

function faultPage(pathname = ''): string {
  return pathname === '/admin' || pathname.startsWith('/admin/') ? '/admin/problem' : `${problemPath}fault`
}

function headerPairs(headers: unknown): [string, OutgoingHttpHeader][] {
  if (typeof headers !== 'object' || headers === null) return []
  if (!Array.isArray(headers)) return Object.entries(headers).filter(([, value]) => value !== undefined)
  const flat: OutgoingHttpHeader[] = headers.flat()
  return flat.flatMap((name, index) => {
    const value = flat[index + 1]
    return index % 2 === 0 && value !== undefined ? [[String(name), value]] : []
  })
}

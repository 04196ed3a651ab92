// The request that Next sees: our own copy, with its body read, and without a header that could play one of ours or Next's.
import { type IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { isRouterState } from './router-state.ts'

export interface InnerRequest {
  method: string
  url: string
  body: Buffer
  publicOrigin: string
  ip: string
  requestId: string
  /** Next takes the nonce of its scripts from it. */
  contentSecurityPolicy: string
}

const refusedPrefixes = [
  'x-middleware-',
  'x-nextjs-',
  'x-next-',
  'x-invoke-',
  'x-forwarded-',
  'x-portico-',
  'x-vercel-',
  'x-now-',
]
const refusedNames = new Set([
  'forwarded',
  'x-real-ip',
  'x-original-url',
  'x-rewrite-url',
  'x-matched-path',
  'x-http-method-override',
  'x-prerender-revalidate',
  'x-request-id',
  'next-resume',
  'content-security-policy',
  'content-security-policy-report-only',
  'expect',
  'upgrade',
  'transfer-encoding',
  'content-length',
])
// What is never kept by a browser cannot be asked for on condition; files are.
const conditions = new Set([
  'if-none-match',
  'if-modified-since',
  'if-match',
  'if-unmodified-since',
  'if-range',
  'range',
])

export function createInnerRequest(outer: IncomingMessage, inner: InnerRequest): IncomingMessage {
  const request = new IncomingMessage(outer.socket)
  request.method = inner.method
  request.url = inner.url
  request.httpVersion = outer.httpVersion
  request.httpVersionMajor = outer.httpVersionMajor
  request.httpVersionMinor = outer.httpVersionMinor
  request.headers = { ...plainHeaders(outer.headers, inner.url.startsWith('/_next/static/')), ...ourHeaders(inner) }
  if (inner.method !== 'POST') delete request.headers['content-type']
  request.rawHeaders = Object.entries(request.headers).flatMap(([name, value]) => [name, String(value)])
  // Otherwise the copy's end would look like a connection that broke off, and take the socket with it.
  request.complete = true
  if (inner.body.length > 0) request.push(inner.body)
  request.push(null)
  return request
}

function plainHeaders(headers: IncomingHttpHeaders, isFile: boolean): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) =>
        !refusedNames.has(name) &&
        !refusedPrefixes.some((prefix) => name.startsWith(prefix)) &&
        (isFile || !conditions.has(name)) &&
        (name !== 'next-router-state-tree' || isRouterState(headers[name])),
    ),
  )
}

function ourHeaders({ method, body, publicOrigin, ip, requestId, contentSecurityPolicy }: InnerRequest) {
  const { host, protocol, port } = new URL(publicOrigin)
  const scheme = protocol.slice(0, -1)
  return {
    host,
    'x-forwarded-host': host,
    'x-forwarded-proto': scheme,
    'x-forwarded-port': port || (scheme === 'https' ? '443' : '80'),
    'x-forwarded-for': ip,
    'x-request-id': requestId,
    'content-security-policy': contentSecurityPolicy,
    ...(method === 'POST' && { 'content-length': String(body.length) }),
  }
}

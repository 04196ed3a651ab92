// A proxy that ends TLS before a Portico, as a company has one: it appends whom it saw, and passes on the rest as it came.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type IncomingHttpHeaders, request as requestOverHttp } from 'node:http'
import { createServer, request as requestOverTls } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TlsProxy {
  /** `https://localhost:…`, with a certificate that nobody signed. */
  origin: string
  /** From here on requests go to this address. */
  forwardTo(address: string): void
  stop(): Promise<void>
}

export async function startTlsProxy(): Promise<TlsProxy> {
  let upstream = ''
  const proxy = createServer(makeCertificate(), (incoming, outgoing) => {
    const seen = [incoming.headers['x-forwarded-for'], incoming.socket.remoteAddress].filter(Boolean).join(', ')
    const headers = { ...incoming.headers, 'x-forwarded-for': seen }
    const forwarded = requestOverHttp(`${upstream}${incoming.url}`, { method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(outgoing)
    })
    forwarded.on('error', () => outgoing.destroy())
    incoming.pipe(forwarded)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return {
    origin: `https://localhost:${(proxy.address() as AddressInfo).port}`,
    forwardTo: (address) => {
      upstream = address
    },
    stop: () => {
      proxy.closeAllConnections()
      return new Promise((resolve) => proxy.close(() => resolve()))
    },
  }
}

export interface TlsAnswer {
  status: number
  headers: IncomingHttpHeaders
}

/** As a client of its own address, which the proxy sees: any of 127.0.0.0/8. */
export function postOverTls(
  origin: string,
  path: string,
  { from, headers, body }: { from: string; headers: Record<string, string>; body: string },
): Promise<TlsAnswer> {
  const { port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const request = requestOverTls(
      { host: '127.0.0.1', port, path, method: 'POST', localAddress: from, rejectUnauthorized: false, headers },
      (answer) => {
        answer.resume()
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }))
      },
    )
    request.once('error', reject).end(body)
  })
}

function makeCertificate(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'portico-tls-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2']
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  execFileSync('openssl', ['req', ...kind, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  const made = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  rmSync(folder, { recursive: true })
  return made
}

import { describe, expect, it } from 'vitest'
import { expectOurHeaders, seen, start } from './running-server.testing.ts'
import { sendRaw } from './send-raw.testing.ts'

describe('requests that cannot be read', () => {
  const host = 'Host: x\r\n'
  const requests: [string, string, number][] = [
    ['an absolute address', `GET http://evil.example/ HTTP/1.1\r\n${host}\r\n`, 400],
    ['two slashes', `GET //evil.example/ HTTP/1.1\r\n${host}\r\n`, 400],
    ['a hidden slash', `GET /a%2Fb HTTP/1.1\r\n${host}\r\n`, 400],
    ['a dot segment', `GET /a/../b HTTP/1.1\r\n${host}\r\n`, 400],
    ['a hidden dot segment', `GET /a/%2e%2E/b HTTP/1.1\r\n${host}\r\n`, 400],
    ['a broken escape', `GET /%zz HTTP/1.1\r\n${host}\r\n`, 400],
    ['a broken escape in the query', `GET /?a=%c0%af HTTP/1.1\r\n${host}\r\n`, 400],
    ['a backslash', `GET /\\evil HTTP/1.1\r\n${host}\r\n`, 400],
    ['a long address', `GET /${'a'.repeat(5000)} HTTP/1.1\r\n${host}\r\n`, 414],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['TRACE', `TRACE / HTTP/1.1\r\n${host}\r\n`, 405],
    ['CONNECT', `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n`, 405],
    ['an unknown method', `BREW / HTTP/1.1\r\n${host}\r\n`, 501],
    ['no HTTP at all', 'hello\r\n\r\n', 501],
    ['large headers', `GET / HTTP/1.1\r\n${host}X: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['two lengths', `POST / HTTP/1.1\r\n${host}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`, 400],
    [
      'length and chunks',
      `POST / HTTP/1.1\r\n${host}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ['a GET with a body', `GET / HTTP/1.1\r\n${host}Content-Length: 1\r\n\r\na`, 400],
    ['an upgrade', `GET / HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`, 400],
    ['another expectation', `GET / HTTP/1.1\r\n${host}Expect: tea\r\n\r\n`, 417],
  ]
  it.each(requests)('%s', async (_what, request, status) => {
    const answer = await sendRaw(await start(), [request])
    expect(answer.status).toBe(status)
    expectOurHeaders(answer.headers)
    expect(seen).toEqual([])
  })
})

describe('a link that was broken on its way', () => {
  it.each(['/go/update-card%0A', '/go/%zz', '/go/a%2Fb', '/go//cancel', `/go/${'a'.repeat(5000)}`])(
    'gives a person the page of it with its status: %s',
    async (path) => {
      const person = `GET ${path} HTTP/1.1\r\nHost: x\r\nAccept: text/html,*/*\r\n\r\n`
      const answer = await sendRaw(await start(), [person])
      expect(answer.status).toBe(path.length > 4096 ? 414 : 400)
      expectOurHeaders(answer.headers)
      expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /problem/bad_request'])
    },
  )
})

describe('limits', () => {
  it('refuses a large upload by its length, before it comes, and while it streams', async () => {
    const origin = await start()
    const announced = await sendRaw(origin, ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n'])
    expect(announced.status).toBe(413)
    const chunk = `8000\r\n${'x'.repeat(0x8000)}\r\n`
    const head = 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n'
    const streamed = await sendRaw(origin, [head, chunk, chunk, chunk])
    expect(streamed.status).toBe(413)
    expect(seen).toEqual([])
  })

  it('asks for the body only when it would take it', async () => {
    const origin = await start()
    const head = (length: number) =>
      `POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ${length}\r\n\r\n`
    expect((await sendRaw(origin, [head(100_000)])).status).toBe(413)
    expect((await sendRaw(origin, [head(1)], { until: '100 Continue' })).text).toContain('HTTP/1.1 100 Continue')
  })

  it('ends slow headers and slow bodies with 408', async () => {
    const origin = await start({ timeouts: { headersMs: 200, requestMs: 400 } })
    const headers = sendRaw(origin, ['GET / HTTP/1.1\r\nHost: x\r\nX-'])
    const body = sendRaw(origin, ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc'])
    for (const answer of await Promise.all([headers, body])) {
      expect(answer.status).toBe(408)
      expectOurHeaders(answer.headers)
    }
    expect(seen).toEqual([])
  })

  it('never mixes a refusal into an answer that is under way', async () => {
    const origin = await start()
    const answer = await sendRaw(origin, ['GET /slow HTTP/1.1\r\nHost: x\r\n\r\nBREW / HTTP/1.1\r\n\r\n'])
    expect(answer.text).not.toContain('501')
  })
})

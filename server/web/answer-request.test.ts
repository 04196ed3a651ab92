import { describe, expect, it } from 'vitest'
import { setStatus } from '#lib/web/request-context.ts'
import { seen, start } from './running-server.testing.ts'

describe('what the handler sees', () => {
  it('never holds a header that plays one of ours, and the host is the configured one', async () => {
    const origin = await start()
    const spoofed = {
      'x-middleware-subrequest': 'middleware',
      'x-nextjs-data': '1',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      'x-forwarded-for': '6.6.6.6',
      'x-request-id': 'mine',
      'x-portico-draw': '/problem/fault',
      'content-security-policy': "script-src 'nonce-mine'",
      'x-http-method-override': 'DELETE',
    }
    await fetch(origin, { headers: spoofed })
    expect(seen[0]?.headers).toMatchObject({
      host: 'billing.acme.example',
      'x-forwarded-host': 'billing.acme.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '127.0.0.1',
    })
    expect(JSON.stringify(seen[0]?.headers)).not.toMatch(/mine|evil|6\.6\.6|middleware|override|draw|nextjs/)
  })

  it('holds the whole body', async () => {
    const origin = await start()
    await fetch(origin, { method: 'POST', body: 'x'.repeat(65_536) })
    expect(seen[0]?.body).toHaveLength(65_536)
  })
})

describe('a page that asks to be asked for later', () => {
  it('says so beside its status', async () => {
    const origin = await start({
      handler: async (_request, response) => {
        setStatus(429, 6)
        response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Later')
      },
    })
    const response = await fetch(origin)
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '6'])
    expect((await fetch(await start())).headers.get('retry-after')).toBeNull()
  })
})

describe('drawing a page in an answer’s stead', () => {
  it('answers with the page, the status and the cookie of the refusal', async () => {
    const origin = await start()
    const response = await fetch(`${origin}/api/refused`, { method: 'POST', body: 'token=secret' })
    expect(response.status).toBe(401)
    expect(await response.text()).toBe('drawn /problem/handoff_used')
    expect(response.headers.get('set-cookie')).toBe('portico_login=; Max-Age=0')
    expect(seen[1]).toMatchObject({ method: 'GET', url: '/problem/handoff_used', body: '' })
    expect(seen[0]?.context).toBe(seen[1]?.context)
    expect(seen[1]?.context.path).toBe('/api/refused')
  })

  it.each([
    ['/blank', '/problem/fault'],
    ['/admin/blank', '/admin/problem'],
  ])('gives the empty document of a page that broke (%s) words and a reference', async (path, page) => {
    const response = await fetch(`${await start()}${path}`)
    expect(response.status).toBe(500)
    expect(await response.text()).toBe(`drawn ${page}`)
    expect(seen[1]?.context).toMatchObject({ problem: { code: 'fault', status: 500 }, status: 500 })
  })

  it('says it plainly where that page breaks as well', async () => {
    const origin = await start({
      handler: async (_request, response) =>
        void response.writeHead(500, { 'content-type': 'text/html' }).end('<html>'),
    })
    const response = await fetch(origin)
    expect(response.status).toBe(500)
    expect(await response.text()).toContain(`Reference: ${response.headers.get('x-request-id')}`)
  })

  it.each(['/problem/fault', '/problem/', '/problem', '/%70roblem/fault'])('finds nothing at %s', async (path) => {
    const origin = await start()
    const response = await fetch(`${origin}${path}`)
    expect(response.status).toBe(404)
    expect(seen.map(({ url }) => url)).toEqual(['/_not-found'])
  })
})

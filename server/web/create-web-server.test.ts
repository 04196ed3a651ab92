import { describe, expect, it } from 'vitest'
import { drainRunning, expectOurHeaders, seen, start } from './running-server.testing.ts'

describe('every answer', () => {
  const answers: [string, number, RequestInit?][] = [
    ['/', 200],
    ['/', 200, { method: 'HEAD' }],
    ['/', 200, { method: 'POST', body: 'a=b' }],
    ['/', 204, { method: 'OPTIONS' }],
    ['/', 405, { method: 'PUT', body: 'a' }],
    ['/', 405, { method: 'DELETE' }],
    ['/', 405, { method: 'PATCH' }],
    ['/redirect', 308],
    ['/broken', 500],
    ['/missing-invoice', 404],
    ['/_next/static/chunk.js', 200],
    ['/_next/image?url=http://127.0.0.1/', 404],
    ['/livez', 200],
    ['/readyz', 200],
    ['/csp-reports', 204, { method: 'POST', body: '{}' }],
    ['/%2fevil', 400],
    ['/api/refused', 401, { method: 'POST', body: 'a=b' }],
    ['/', 413, { method: 'POST', body: 'x'.repeat(65_537) }],
    ['/', 415, { method: 'POST', body: 'x', headers: { 'content-encoding': 'gzip' } }],
    ['/', 404, { method: 'POST', body: 'x', headers: { 'next-action': 'abc' } }],
  ]
  it.each(answers)('%s %i has our headers', async (path, status, init) => {
    const origin = await start()
    const response = await fetch(`${origin}${path}`, { redirect: 'manual', ...init })
    expect(response.status).toBe(status)
    expectOurHeaders(response.headers)
  })

  it('has a fresh nonce and reference, and the handler is told the same', async () => {
    const origin = await start()
    const first = await fetch(origin)
    const second = await fetch(origin)
    expect(first.headers.get('content-security-policy')).not.toBe(second.headers.get('content-security-policy'))
    expect(first.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/)
    expect(first.headers.get('x-request-id')).not.toBe(second.headers.get('x-request-id'))
    const nonce = first.headers.get('content-security-policy')?.match(/'nonce-([^']+)'/)?.[1]
    expect(seen[0]?.context).toMatchObject({ nonce, requestId: first.headers.get('x-request-id'), ip: '127.0.0.1' })
    expect(seen[0]?.headers['content-security-policy']).toContain(`'nonce-${nonce}'`)
  })

  it('is kept by nobody, except a file', async () => {
    const origin = await start()
    const cacheControl = async (path: string) => (await fetch(`${origin}${path}`)).headers.get('cache-control')
    expect(await cacheControl('/cached')).toBe('private, no-store')
    expect(await cacheControl('/_next/static/a.js')).toBe('public, max-age=31536000, immutable')
  })

  it('lets a route ask for no referrer at all', async () => {
    const origin = await start()
    expect((await fetch(`${origin}/private`)).headers.get('referrer-policy')).toBe('no-referrer')
    expect((await fetch(origin)).headers.get('referrer-policy')).toBe('same-origin')
  })

  it('says nothing about a fault but the reference', async () => {
    const origin = await start()
    const response = await fetch(`${origin}/broken`)
    const text = await response.text()
    expect(text).toContain(response.headers.get('x-request-id'))
    expect(text).not.toContain('secret')
  })
})

describe('drain', () => {
  it('finishes what runs, takes nothing new', async () => {
    const origin = await start()
    const slow = fetch(`${origin}/slow`)
    await expect.poll(() => seen.length).toBe(1)
    const drained = drainRunning()
    await expect(fetch(origin)).rejects.toThrow()
    const response = await slow
    expect(response.headers.get('connection')).toBe('close')
    expect(await response.text()).toBe('drawn /slow')
    await drained
  })

  it('says first that it is not ready, and serves until the balancer has seen it', async () => {
    const origin = await start()
    const drained = drainRunning(300)
    const readiness = await fetch(`${origin}/readyz`)
    expect(readiness.status).toBe(503)
    expect(await readiness.json()).toMatchObject({ ok: false, draining: true })
    const response = await fetch(origin)
    expect(response.status).toBe(200)
    expect(response.headers.get('connection')).toBe('close')
    await drained
    await expect(fetch(origin)).rejects.toThrow()
  })

  it('counts the delay into the hard stop', async () => {
    const origin = await start({ handler: () => new Promise(() => {}), timeouts: { hardStopMs: 100 } })
    const stuck = expect(fetch(origin)).rejects.toThrow()
    await new Promise((resolve) => setTimeout(resolve, 50))
    const began = performance.now()
    await drainRunning(60_000)
    expect(performance.now() - began).toBeLessThan(1000)
    await stuck
  })

  it('ends by force what never finishes', async () => {
    const origin = await start({ handler: () => new Promise(() => {}), timeouts: { hardStopMs: 100 } })
    const stuck = fetch(origin)
    stuck.catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, 50))
    await drainRunning()
    await expect(stuck).rejects.toThrow()
  })
})

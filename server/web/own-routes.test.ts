import { globSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findRoute, ownRoutes, type Routes } from './own-routes.ts'
import { seen, start } from './running-server.testing.ts'

const routes: Routes = new Map([
  [
    '/api/echo',
    async (request: Request) => {
      const { method, headers } = request
      const said = { method, body: await request.text(), evil: headers.get('x-forwarded-host'), type: headers.get('a') }
      const answer = Response.json(said, { status: 201 })
      answer.headers.append('set-cookie', 'a=1')
      answer.headers.append('set-cookie', 'b=2')
      return answer
    },
  ],
  ['/api/problem', async () => new Response(null, { status: 409, headers: { 'x-portico-draw': '/problem/x' } })],
])

const post = (origin: string, path: string, headers = {}) =>
  fetch(`${origin}${path}`, { method: 'POST', body: 'a=b', headers })

describe('ownRoutes', () => {
  it('has every route of app/api', () => {
    const files = globSync('app/api/**/route.ts').map((file) => `/${file.replaceAll('\\', '/').slice(4, -9)}`)
    expect([...ownRoutes.keys()].toSorted()).toEqual(files.toSorted())
  })

  it('answers with all that the route said, and with our headers', async () => {
    const origin = await start({ routes })
    const answer = await post(origin, '/api/echo?x=y', { 'x-forwarded-host': 'evil.example', a: 'b' })
    expect(answer.status).toBe(201)
    expect(await answer.json()).toEqual({ method: 'POST', body: 'a=b', evil: 'billing.acme.example', type: 'b' })
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(seen).toHaveLength(0)
  })

  it('has the page drawn that the route asked for', async () => {
    const origin = await start({ routes })
    const answer = await post(origin, '/api/problem')
    expect(answer.status).toBe(409)
    expect(await answer.text()).toBe('drawn /problem/x')
    expect(seen).toMatchObject([{ url: '/problem/x', method: 'GET' }])
  })

  it('leaves every other method and way of writing to the handler', async () => {
    for (const [method, url] of [
      ['GET', '/api/echo'],
      ['POST', '/api/echo/'],
      ['POST', '/api/%65cho'],
      ['POST', '/API/echo'],
      ['POST', '/'],
    ] as const)
      expect(findRoute(routes, method, url)).toBeUndefined()
  })
})

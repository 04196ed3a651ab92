import { describe, expect, it } from 'vitest'
import { Refusal } from '#lib/errors.ts'
import { type RequestContext, runInRequestContext } from './request-context.ts'
import { respond } from './respond.ts'

const html = 'text/html,application/xhtml+xml'

function answer(outcome: () => Response | object, headers: Record<string, string> = {}) {
  const context: RequestContext = { requestId: 'req1', nonce: 'n', ip: '127.0.0.1', path: '/api/x' }
  const request = new Request('http://localhost:3000/api/x', { method: 'POST', headers })
  const response = runInRequestContext(context, () => respond(async () => outcome())(request))
  return response.then((response) => ({ response, context }))
}

const refuse = () => {
  throw new Refusal('invalid_input', { field: 'flow', detail: 'flow: is not known' })
}

describe('respond', () => {
  it('answers a plain object as JSON that nobody keeps', async () => {
    const { response } = await answer(() => ({ client_secret: 'x' }))
    expect(await response.json()).toEqual({ client_secret: 'x' })
    expect(response.headers.get('cache-control')).toBe('private, no-store')
  })

  it('tells a script about a refusal in JSON', async () => {
    const { response } = await answer(refuse, { accept: 'application/json' })
    expect(response.status).toBe(422)
    expect(await response.json()).toEqual({
      error: { code: 'invalid_input', message: 'flow: is not known', field: 'flow', request_id: 'req1' },
    })
  })

  it('answers JSON to whoever sends JSON, whatever they accept', async () => {
    const { response } = await answer(refuse, { accept: html, 'content-type': 'application/json' })
    expect(response.headers.get('content-type')).toContain('json')
  })

  it('draws the page of the refusal for a person', async () => {
    const { response, context } = await answer(refuse, { accept: html })
    expect(response.status).toBe(422)
    expect(response.headers.get('x-portico-draw')).toBe('/problem/invalid_input')
    expect(context.problem).toMatchObject({ code: 'invalid_input', field: 'flow', detail: 'flow: is not known' })
  })

  it('says nothing about a fault but its reference', async () => {
    const { response } = await answer(() => {
      throw new Error('password=hunter2')
    })
    expect(response.status).toBe(500)
    const text = await response.text()
    expect(text).toContain('req1')
    expect(text).not.toContain('hunter2')
  })

  it('asks to come back later where that helps', async () => {
    const { response } = await answer(() => {
      throw new Refusal('stripe_unavailable')
    })
    expect(response.headers.get('retry-after')).toBe('30')
    const { response: limited } = await answer(() => {
      throw new Refusal('rate_limited', { retryAfterSeconds: 7 })
    })
    expect(limited.status).toBe(429)
    expect(limited.headers.get('retry-after')).toBe('7')
  })
})

import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { brokenJson } from './broken-json.testing.ts'
import { readJson } from './read-json.ts'

const anything = z.unknown()

function post(body: BodyInit, headers: HeadersInit = { 'content-type': 'application/json' }) {
  return new Request('http://localhost:3000/api/x', { method: 'POST', body, headers })
}

describe('readJson', () => {
  it.each(brokenJson)('refuses %s', async (_why, body) => {
    await expect(readJson(post(body), anything)).rejects.toMatchObject({ code: 'invalid_json', status: 400 })
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })

  it('reads what is right, quotes, colons and equal keys in different objects included', async () => {
    const value = {
      a: 'x":{"a":1',
      b: [{ a: 1 }, { a: -2.5e3 }],
      'c:"': '\ud83d\ude00',
      d: { a: null, toString: true },
    }
    await expect(readJson(post(JSON.stringify(value)), anything)).resolves.toEqual(value)
    const twenty = `${'['.repeat(20)}${']'.repeat(20)}`
    await expect(readJson(post(twenty), anything)).resolves.toBeDefined()
  })

  it('refuses another content type, an encoded body, and one over 64 KB', async () => {
    await expect(readJson(post('{}', { 'content-type': 'text/plain' }), anything)).rejects.toMatchObject({
      status: 415,
    })
    const encoded = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    await expect(readJson(post('{}', encoded), anything)).rejects.toMatchObject({ status: 415 })
    await expect(readJson(post(`"${'9'.repeat(65_536)}"`), anything)).rejects.toMatchObject({ status: 413 })
  })

  it('names the field at fault and what would be right', async () => {
    const schema = z.strictObject({ components: z.array(z.strictObject({ limit: z.int().max(10, 'at most 10') })) })
    await expect(readJson(post('{"components":[{"limit":11}]}'), schema)).rejects.toMatchObject({
      code: 'invalid_input',
      status: 422,
      field: 'components.0.limit',
      detail: 'components.0.limit: at most 10',
    })
    await expect(readJson(post('{"components":[],"customer":"cus_b"}'), schema)).rejects.toMatchObject({
      field: 'customer',
      detail: 'customer: is not known here',
    })
  })
})

import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readForm } from './read-form.ts'

const schema = z.strictObject({ flow: z.string(), ids: z.array(z.string()).default([]), note: z.string().optional() })

function post(body: BodyInit, type: string | undefined = 'application/x-www-form-urlencoded') {
  const headers: HeadersInit = type ? { 'content-type': type } : {}
  return new Request('http://localhost:3000/api/x', { method: 'POST', body, headers })
}

function multipart(entries: [string, string][]) {
  const form = new FormData()
  for (const [name, value] of entries) form.append(name, value)
  return new Request('http://localhost:3000/api/x', { method: 'POST', body: form })
}

describe('readForm', () => {
  it('reads both encodings, and one value of a list as a list', async () => {
    const wanted = { flow: 'payment method', ids: ['a'] }
    await expect(readForm(post('flow=payment+method&ids=a'), schema)).resolves.toEqual(wanted)
    const form = multipart([
      ['flow', 'payment method'],
      ['ids', 'a'],
    ])
    await expect(readForm(form, schema)).resolves.toEqual(wanted)
    await expect(readForm(post('flow=x&ids=a&ids=b'), schema)).resolves.toEqual({ flow: 'x', ids: ['a', 'b'] })
    await expect(readForm(post('flow=x'), schema)).resolves.toEqual({ flow: 'x', ids: [] })
  })

  it('finds lists inside unions and transforms', async () => {
    const union = z.union([z.object({ kind: z.literal('a') }), z.object({ ids: z.array(z.string()) })])
    await expect(readForm(post('ids=1'), union)).resolves.toEqual({ ids: ['1'] })
    const piped = z.object({ ids: z.array(z.string()).optional() }).transform(({ ids }) => ids?.length)
    await expect(readForm(post('ids=1&ids=2'), piped)).resolves.toBe(2)
  })

  it.each([
    ['a field twice', 'flow=a&flow=b'],
    ['__proto__', 'flow=a&__proto__=b'],
    ['constructor', 'flow=a&constructor=b'],
    ['NUL', 'flow=a%00'],
    ['a broken escape', 'flow=%zz'],
    ['invalid UTF-8', 'flow=%ff'],
    ['a byte order mark', '\ufeffflow=a'],
  ])('refuses %s', async (_why, body) => {
    await expect(readForm(post(body), schema)).rejects.toMatchObject({ status: 400 })
  })

  it('refuses broken multipart, other types and large bodies', async () => {
    await expect(readForm(post('x', 'multipart/form-data; boundary=y'), schema)).rejects.toMatchObject({ status: 400 })
    await expect(readForm(post('flow=a', 'text/plain'), schema)).rejects.toMatchObject({ status: 415 })
    await expect(readForm(post(`flow=${'a'.repeat(65_536)}`), schema)).rejects.toMatchObject({ status: 413 })
  })

  it('names a field that the schema does not know', async () => {
    await expect(readForm(post('flow=a&customer=cus_b'), schema)).rejects.toMatchObject({
      field: 'customer',
      status: 422,
    })
  })
})

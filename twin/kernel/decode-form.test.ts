import { describe, expect, it } from 'vitest'
import { plain } from './coerce-scalar.ts'
import { decodeForm } from './decode-form.ts'

const decode = (body: string) => plain(decodeForm(new URLSearchParams(body)))

describe('decodeForm', () => {
  it('reads hashes, indexed arrays and appended ones', () => {
    expect(decode('a=1&b[c][d]=2&e[0]=x&e[1]=y&f[]=p&f[]=q')).toEqual({
      a: '1',
      b: { c: { d: '2' } },
      e: ['x', 'y'],
      f: ['p', 'q'],
    })
  })

  it('begins a new element of an appended array when a key comes again', () => {
    expect(decode('i[][price]=a&i[][quantity]=1&i[][price]=b')).toEqual({
      i: [{ price: 'a', quantity: '1' }, { price: 'b' }],
    })
  })

  it('keeps names that plain objects inherit as plain keys', () => {
    expect(decode('metadata[constructor]=x')).toEqual({ metadata: { constructor: 'x' } })
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })

  it.each([
    'metadata[__proto__]=x',
    '__proto__[polluted]=x',
    `a${'[b]'.repeat(50)}=x`,
    'a[b=x',
    'a=1&a[b]=2',
    'a[b]=1&a=2',
    Array.from({ length: 6_000 }, (_, index) => `a[${index}]=x`).join('&'),
  ])('refuses %.60s', (body) => {
    expect(() => decode(body)).toThrow(expect.objectContaining({ status: 400 }))
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})

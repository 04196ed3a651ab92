import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

describe('parameters', () => {
  it.each([
    ['/v1/customers', 'nope=1', 'parameter_unknown', 'nope', 'Received unknown parameter: nope'],
    [
      '/v1/customers',
      'address[planet]=x',
      'parameter_unknown',
      'address[planet]',
      'Received unknown parameter: address[planet]',
    ],
    ['/v1/customers', 'balance=ten', 'parameter_invalid_integer', 'balance', 'Invalid integer: ten'],
    [
      '/v1/customers',
      'tax_exempt=maybe',
      undefined,
      'tax_exempt',
      'Invalid tax_exempt: must be one of exempt, none, or reverse',
    ],
    ['/v1/customers', 'name[first]=x', undefined, 'name', 'Invalid string: {"first":"x"}'],
    ['/v1/customers', 'preferred_locales=en', undefined, 'preferred_locales', 'Invalid array'],
    ['/v1/customers', 'address=x', undefined, 'address', 'Invalid object'],
    ['/v1/products', '', 'parameter_missing', 'name', 'Missing required param: name.'],
    [
      '/v1/products',
      'name=',
      'parameter_invalid_empty',
      'name',
      expect.stringContaining("You passed an empty string for 'name'."),
    ],
    ['/v1/products', 'name=A&active=yes', undefined, 'active', 'Invalid boolean: yes'],
    [
      '/v1/prices',
      'currency=eur&recurring[interval_count]=1',
      'parameter_missing',
      'recurring[interval]',
      'Missing required param: recurring[interval].',
    ],
    [
      '/v1/products',
      'name=+%09',
      'parameter_invalid_string_blank',
      'name',
      "You passed a string of nothing but whitespace for 'name'. Supply a value with at least one other character.",
    ],
    ['/v1/prices', 'currency=eur&unit_amount_decimal=1,5', undefined, 'unit_amount_decimal', 'Invalid decimal: 1,5'],
  ])('%s refuses "%s"', async (path, body, code, param, message) => {
    const { call } = createTestTwin()
    const answer = await call('POST', path, { body })
    expect(answer.status).toBe(400)
    expect(answer.body.error).toMatchObject({ type: 'invalid_request_error', param, message })
    expect(answer.body.error.code).toBe(code)
  })

  it('names all unknown parameters at once', async () => {
    const { call } = createTestTwin()
    const { body } = await call('POST', '/v1/customers', { body: 'a=1&b=2' })
    expect(body.error.message).toBe('Received unknown parameters: a, b')
  })

  it('links the documentation of a coded error', async () => {
    const { call } = createTestTwin()
    const { body } = await call('POST', '/v1/products', { body: '' })
    expect(body.error.doc_url).toBe('https://docs.stripe.com/error-codes/parameter-missing')
  })

  it('unsets with an empty string', async () => {
    const { stripe } = createTestTwin()
    const { id } = await stripe.customers.create({
      email: 'a@example.com',
      address: { city: 'Bonn' },
      business_name: 'A',
    })
    const customer = await stripe.customers.update(id, { email: '', address: '', business_name: '' })
    expect(customer).toMatchObject({ email: null, address: null })
    expect(customer.business_name).toBeUndefined()
  })
})

describe('metadata', () => {
  it('merges, deletes a key by an empty value, and all by an empty string', async () => {
    const { stripe } = createTestTwin()
    const { id } = await stripe.customers.create({ metadata: { a: '1', b: '2' } })
    expect((await stripe.customers.update(id, { metadata: { a: '', c: 3 } })).metadata).toEqual({ b: '2', c: '3' })
    expect((await stripe.customers.update(id, { metadata: '' })).metadata).toEqual({})
  })

  it.each([
    ['a key of 41 characters', { ['k'.repeat(41)]: 'v' }],
    ['a value of 501 characters', { k: 'v'.repeat(501) }],
    ['51 keys', Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v']))],
  ])('refuses %s', async (_, metadata) => {
    const { stripe } = createTestTwin()
    await expect(stripe.customers.create({ metadata })).rejects.toMatchObject({ statusCode: 400 })
    expect((await stripe.customers.list()).data).toEqual([])
  })
})

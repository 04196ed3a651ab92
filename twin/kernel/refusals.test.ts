// What the API answers to calls that no SDK would send, before any resource is asked.
import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

type Refusal = { status?: number; code?: string | undefined; param?: string | undefined; message?: string | RegExp }

function expectRefusal(answer: { status: number; body: { error: Record<string, string> } }, refusal: Refusal) {
  const { status = 400, message, ...fields } = refusal
  expect(answer.body.error).toMatchObject({ type: 'invalid_request_error', ...fields })
  expect(answer.status).toBe(status)
  if (message !== undefined) expect(answer.body.error.message).toMatch(message)
}

describe('a key', () => {
  it.each<[string, string | undefined, Refusal]>([
    ['is missing', undefined, { message: /^You did not provide an API key/ }],
    ['is an empty bearer', 'Bearer ', { message: /^You did not provide an API key/ }],
    ['has no scheme', 'sk_test_of_a_unit_test', { message: /^You did not provide an API key/ }],
    ['is malformed', 'Bearer foo', { message: 'Invalid API Key provided: ***' }],
    ['is too short', 'Bearer sk_test_123', { message: /^Invalid API Key provided: \*+$/ }],
    ['is unknown', 'Bearer rk_test_123456789012', { message: 'Invalid API Key provided: rk_test_********9012' }],
    ['is a live one', 'Bearer sk_live_123456789012', { message: /test keys only/ }],
  ])('that %s is refused', async (_, authorization, refusal) => {
    const { call } = createTestTwin()
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
    const answer = await call('GET', '/v1/customers', { key: '', headers })
    expectRefusal(answer, { status: 401, ...refusal })
    expect(answer.headers.get('www-authenticate')).toBe('Basic realm="Stripe"')
  })

  it('that is publishable is refused where a secret one is needed', async () => {
    const { call, account } = createTestTwin()
    const answer = await call('GET', '/v1/customers', { key: account.publishableKey })
    expectRefusal(answer, { status: 403, code: 'secret_key_required' })
  })

  it("that has expired by the account's clock is refused", async () => {
    const { call, account } = createTestTwin()
    const body = JSON.stringify({ permissions: { customers: 'read' }, expires_at: account.now() + 60 })
    const { key } = (await call('POST', '/_twin/keys', { body })).body
    expect((await call('GET', '/v1/customers', { key })).status).toBe(200)
    account.setClock(account.now() + 60)
    const answer = await call('GET', '/v1/customers', { key })
    expectRefusal(answer, { status: 401, code: 'api_key_expired', message: /^Expired API Key provided: rk_test_\*/ })
  })

  it('has access to its own account alone', async () => {
    const { call, account } = createTestTwin()
    const ask = (id: string) => call('GET', '/v1/customers', { headers: { 'stripe-account': id } })
    expect((await ask(account.id)).status).toBe(200)
    const message = /does not have access to account 'acct_1other' \(or that account does not exist\)/
    expectRefusal(await ask('acct_1other'), { status: 403, code: 'account_invalid', message })
  })

  it("may be Basic's user, with a password or none", async () => {
    const { call } = createTestTwin()
    for (const user of ['sk_test_of_a_unit_test:', 'sk_test_of_a_unit_test:x', 'sk_test_of_a_unit_test']) {
      const headers = { authorization: `Basic ${btoa(user)}` }
      expect((await call('GET', '/v1/customers', { key: '', headers })).status).toBe(200)
    }
  })
})

describe('Stripe-Version', () => {
  it.each([
    ['2020-08-27', '2020-08-27'],
    ['2025-03-31.basil', '2025-03-31.basil'],
    ['2026-10-28.endive', '2026-10-28.endive'],
    ['', '2026-10-28.endive'],
  ])('%j is answered as %s', async (asked, answered) => {
    const { call } = createTestTwin()
    const { status, headers } = await call('GET', '/v1/customers', { headers: { 'stripe-version': asked } })
    expect([status, headers.get('stripe-version')]).toEqual([200, answered])
  })

  it.each(['nonsense', '2019-01-01', '2026-10-28', '2026-10-28.acacia', '2031-01-01.foo'])(
    '%s is refused',
    async (asked) => {
      const { call } = createTestTwin()
      const answer = await call('GET', '/v1/customers', { headers: { 'stripe-version': asked } })
      expectRefusal(answer, { message: `Invalid Stripe API version: ${asked}` })
    },
  )
})

describe('an address', () => {
  it.each([
    ['GET', '/v1/nope'],
    ['GET', '/v1/customers/cus_1/nope'],
    ['PUT', '/v1/customers'],
    ['PATCH', '/v1/customers/cus_1'],
    ['DELETE', '/v1/customers'],
    ['POST', '/v1/customers/search'],
    ['GET', '/v2/nope'],
  ])('%s %s is unrecognized', async (method, path) => {
    const { call } = createTestTwin()
    const answer = await call(method, path)
    const message = `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`
    // A customer's search address takes a POST for the customer "search".
    if (path === '/v1/customers/search') expectRefusal(answer, { status: 404, code: 'resource_missing' })
    else expectRefusal(answer, { status: 404, message })
  })

  it('says what a slash at the end means', async () => {
    const { call } = createTestTwin()
    const message =
      /^Unrecognized request URL \(GET: \/v1\/customers\/\)\. If you are trying to list objects, remove the/
    expectRefusal(await call('GET', '/v1/customers/'), { status: 404, message })
  })

  it('tells a browser that it may call', async () => {
    const { twin } = createTestTwin()
    const { status, headers } = await twin.fetch('https://api.stripe.com/v1/customers', { method: 'OPTIONS' })
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('access-control-allow-headers')).toContain('Authorization')
  })
})

describe('a body', () => {
  it.each([
    ['application/json', '{"name":"A"}'],
    ['text/plain', 'name=A'],
  ])('of %s is refused on v1', async (type, body) => {
    const { call } = createTestTwin()
    const answer = await call('POST', '/v1/customers', { body, headers: { 'content-type': type } })
    expectRefusal(answer, { message: /check that your POST content type is application\/x-www-form-urlencoded/ })
  })

  it.each([
    ['is no JSON', '{'],
    ['is no object', '[]'],
    ['is a form', 'event_name=x'],
  ])('that %s is refused on v2', async (_, body) => {
    const { call } = createTestTwin()
    expectRefusal(await call('POST', '/v2/billing/meter_events', { body }), { code: 'invalid_json' })
  })
})

describe('a field of v2', () => {
  it.each([
    ['is missing', '{"payload":{}}', 'event_name'],
    ['is unknown', '{"event_name":"a","payload":{},"foo":1}', 'foo'],
    ['is no text', '{"event_name":5,"payload":{}}', 'event_name'],
    ['is no hash', '{"event_name":"a","payload":"x"}', 'payload'],
  ])('that %s is refused with the code that v2 has for all of it', async (_, body, param) => {
    const { call } = createTestTwin()
    const answer = await call('POST', '/v2/billing/meter_events', { body })
    expectRefusal(answer, { code: 'invalid_fields', param })
    expect(answer.body.error).not.toHaveProperty('doc_url')
  })
})

describe('a parameter', () => {
  const long = (length: number) => 'x'.repeat(length)
  const keys = Array.from({ length: 51 }, (_, index) => `metadata[k${index}]=v`).join('&')

  it.each<[string, Refusal]>([
    ['foo=1', { code: 'parameter_unknown', param: 'foo', message: 'Received unknown parameter: foo' }],
    ['foo=1&bar=2', { code: 'parameter_unknown', message: 'Received unknown parameters: foo, bar' }],
    ['address[foo]=1', { code: 'parameter_unknown', param: 'address[foo]' }],
    ['shipping[name]=A', { code: 'parameter_missing', param: 'shipping[address]' }],
    ['balance=abc', { code: 'parameter_invalid_integer', param: 'balance', message: 'Invalid integer: abc' }],
    ['balance=1.5', { code: 'parameter_invalid_integer', param: 'balance' }],
    ['balance=1e3', { code: 'parameter_invalid_integer', param: 'balance' }],
    ['balance=', { code: 'parameter_invalid_empty', param: 'balance' }],
    ['validate=maybe', { param: 'validate', message: 'Invalid boolean: maybe' }],
    ['preferred_locales=', { code: 'parameter_invalid_empty', param: 'preferred_locales' }],
    ['preferred_locales=de', { param: 'preferred_locales', message: 'Invalid array' }],
    ['preferred_locales[a]=de', { param: 'preferred_locales', message: 'Invalid array' }],
    ['address=x', { param: 'address', message: 'Invalid object' }],
    ['metadata=x', { param: 'metadata', message: 'Invalid object' }],
    ['name[x]=1', { param: 'name', message: /^Invalid string/ }],
    [
      'tax_exempt=maybe',
      { param: 'tax_exempt', message: 'Invalid tax_exempt: must be one of exempt, none, or reverse' },
    ],
    [`name=${long(5001)}`, { param: 'name', message: /^Invalid string: x{20}/ }],
    [
      `metadata[${long(41)}]=1`,
      { param: 'metadata', message: /^Metadata keys can have up to 40 characters, but you passed in a key that is 41/ },
    ],
    [`metadata[k]=${long(501)}`, { param: 'metadata[k]', message: /up to 500 characters/ }],
    [keys, { param: 'metadata', message: /up to 50 keys, but you.ve set 51/ }],
    ['metadata[a[b]]=1', { param: 'metadata[a[b]]' }],
    ['metadata[__proto__]=1', { code: 'parameter_unknown' }],
    ['__proto__[x]=1', { code: 'parameter_unknown' }],
    ['constructor=1', { code: 'parameter_unknown', param: 'constructor' }],
    ['toString=1', { code: 'parameter_unknown', param: 'toString' }],
    [`a${'[b]'.repeat(60)}=1`, { code: 'parameter_unknown' }],
    ['expand=x', { param: 'expand', message: 'Invalid array' }],
    ['expand[]=nope', { param: 'expand', message: 'This property cannot be expanded (nope).' }],
    ['expand[]=a.b.c.d.e', { code: 'property_expansion_max_depth', param: 'expand' }],
  ])('%.40s is refused', async (body, refusal) => {
    const { call, account } = createTestTwin()
    const answer = await call('POST', '/v1/customers', { body })
    expectRefusal(answer, refusal)
    expect(account.store.list('customer')).toEqual([])
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })

  it.each([
    ['preferred_locales[]=de&preferred_locales[]=en'],
    ['preferred_locales[0]=de&preferred_locales[1]=en'],
    ['preferred_locales[1]=en&preferred_locales[0]=de'],
  ])('%s is an array', async (body) => {
    const { call } = createTestTwin()
    expect((await call('POST', '/v1/customers', { body })).body.preferred_locales).toEqual(['de', 'en'])
  })

  it('that is empty unsets', async () => {
    const { stripe, call } = createTestTwin()
    const { id } = await stripe.customers.create({ name: 'A', address: { city: 'B' }, metadata: { a: '1', b: '2' } })
    const { body } = await call('POST', `/v1/customers/${id}`, { body: 'name=&address=&metadata[a]=' })
    expect(body).toMatchObject({ name: null, address: null, metadata: { b: '2' } })
    expect((await call('POST', `/v1/customers/${id}`, { body: 'metadata=' })).body.metadata).toEqual({})
  })

  it('of a DELETE stands in the query', async () => {
    const { stripe, call } = createTestTwin()
    const { id } = await stripe.customers.create()
    expectRefusal(await call('DELETE', `/v1/customers/${id}?foo=1`), { code: 'parameter_unknown', param: 'foo' })
    expect((await call('DELETE', `/v1/customers/${id}`)).body).toEqual({ id, object: 'customer', deleted: true })
  })
})

describe('a list', () => {
  it.each<[string, Refusal]>([
    ['limit=0', { code: 'parameter_invalid_integer', param: 'limit' }],
    ['limit=101', { code: 'parameter_invalid_integer', param: 'limit' }],
    ['limit=abc', { code: 'parameter_invalid_integer', param: 'limit' }],
    ['limit=', { code: 'parameter_invalid_empty', param: 'limit' }],
    [
      'starting_after=cus_x',
      { code: 'resource_missing', param: 'starting_after', message: "No such customer: 'cus_x'" },
    ],
    ['ending_before=cus_x', { code: 'resource_missing', param: 'ending_before' }],
    ['starting_after=a&ending_before=b', { message: /^Received both starting_after and ending_before/ }],
    ['created[foo]=1', { code: 'parameter_unknown', param: 'created[foo]' }],
    ['created[gte]=abc', { code: 'parameter_invalid_integer', param: 'created[gte]' }],
    ['expand[]=sources', { param: 'expand', message: /You may want to try expanding 'data.sources' instead/ }],
  ])('with %s is refused', async (query, refusal) => {
    const { call } = createTestTwin()
    expectRefusal(await call('GET', `/v1/customers?${query}`), refusal)
  })
})

describe('an error', () => {
  it('says where it is documented and where its request is logged', async () => {
    const { call, account } = createTestTwin()
    const { headers, body } = await call('GET', '/v1/customers/cus_x')
    expect(body.error).toEqual({
      type: 'invalid_request_error',
      code: 'resource_missing',
      param: 'id',
      message: "No such customer: 'cus_x'",
      doc_url: 'https://docs.stripe.com/error-codes/resource-missing',
      request_log_url: `https://dashboard.stripe.com/${account.id}/test/workbench/logs?object=${headers.get('request-id')}`,
    })
  })
})

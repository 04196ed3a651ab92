import { findFreePort } from '#server/free-port.ts'
import { signInMember } from './setup/host-app.ts'
import type { HttpClient } from './setup/http-client.ts'
import type { Portico } from './setup/instance.ts'
import { findLoginReference } from './setup/open-services.ts'
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from './setup/otlp-receiver.ts'
import { expect, test } from './setup/test.ts'
import { getTwoCustomers } from './setup/two-customers.ts'

let receiver: OtlpReceiver
test.beforeEach(async () => {
  receiver = await startOtlpReceiver()
})
test.afterEach(() => receiver.stop())

async function startTraced(portico: Portico, more: Record<string, string> = {}): Promise<Portico> {
  const port = String(await findFreePort())
  const url = `http://localhost:${port}`
  const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.address, PORT: port, PORTICO_URL: url }
  await portico.startSecondInstance({ ...traced, ...more })
  return { ...portico, url }
}

async function mint(portico: Portico, headers: Record<string, string> = {}) {
  const { a } = await getTwoCustomers(portico)
  const member: HttpClient = await signInMember(portico, { customer: a.id })
  const reference = { 'portico-login': await findLoginReference(portico, member) }
  return member.postJson('/api/customer-sessions', { components: ['payment_element'] }, { ...reference, ...headers })
}

const findSpan = (name: string) => receiver.spans().find((span) => span.name === name)
const attributesOf = (span: ReceivedSpan | undefined) =>
  Object.fromEntries((span?.attributes ?? []).map(({ key, value }) => [key, value.stringValue ?? value.intValue]))

test('a mint is one trace: the request, its queries and its call to Stripe, found by the request’s id', async ({
  portico,
}) => {
  const answer = await mint(await startTraced(portico))
  expect(answer.status).toBe(200)
  const name = 'POST /api/customer-sessions'
  await expect.poll(() => findSpan(name), { timeout: 10_000 }).toBeDefined()
  const root = findSpan(name)
  const requestId = answer.headers.get('x-request-id')
  expect(root?.traceId).toBe(requestId)
  expect(root?.parentSpanId ?? '').toBe('')
  expect(attributesOf(root)).toMatchObject({
    'http.request.method': 'POST',
    'http.route': '/api/customer-sessions',
    'http.response.status_code': 200,
    'portico.request_id': requestId,
    'stripe.request_id': expect.stringMatching(/^req_/),
  })

  const children = receiver.spans().filter(({ parentSpanId }) => parentSpanId === root?.spanId)
  const names = children.map((span) => span.name)
  expect(names).toContain('POST /v1/customer_sessions')
  expect(names.some((statement) => ['SELECT', 'WITH'].includes(statement))).toBe(true)
  expect(names).toContain('INSERT')
  for (const { traceId } of children) expect(traceId).toBe(requestId)
  const toStripe = children.find((span) => span.name === 'POST /v1/customer_sessions')
  expect(attributesOf(toStripe)).toMatchObject({ 'http.response.status_code': 200 })
  for (const query of children.filter((span) => span.name === 'INSERT'))
    expect(String(attributesOf(query)['db.query.text'])).toMatch(/\$1/)
})

test('what a proxy of ours says it belongs to, it joins; nobody else is believed', async ({ portico }) => {
  const callers = '4bf92f3577b34da6a3ce929d0e0e4736'
  const headers = { traceparent: `00-${callers}-00f067aa0ba902b7-01` }
  const traceOf = async (more: Record<string, string>) => {
    const answer = await mint(await startTraced(portico, more), headers)
    const isIt = (span: ReceivedSpan) => attributesOf(span)['portico.request_id'] === answer.headers.get('x-request-id')
    await expect.poll(() => receiver.spans().some(isIt), { timeout: 10_000 }).toBe(true)
    return receiver.spans().find(isIt)
  }
  expect(await traceOf({ TRUSTED_PROXIES: '1' })).toMatchObject({ traceId: callers, parentSpanId: '00f067aa0ba902b7' })
  expect((await traceOf({}))?.traceId).not.toBe(callers)
})

test('a sampler that leaves every trace out leaves in what the caller keeps', async ({ portico }) => {
  const sampler = { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' }
  const traced = await startTraced(portico, { TRUSTED_PROXIES: '1', ...sampler })
  await mint(traced)
  const kept = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
  await mint(traced, { traceparent: `00-${kept}-00f067aa0ba902b7-01` })
  await expect.poll(() => findSpan('POST /api/customer-sessions'), { timeout: 10_000 }).toBeDefined()
  expect(new Set(receiver.spans().map(({ traceId }) => traceId))).toEqual(new Set([kept]))
})

test('a collector that is away costs nobody a request', async ({ portico }) => {
  await receiver.stop()
  expect((await mint(await startTraced(portico))).status).toBe(200)
  receiver = await startOtlpReceiver()
})

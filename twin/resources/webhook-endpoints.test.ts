import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

const url = 'http://127.0.0.1:9999/hook'
const form = (params: Record<string, string>) => new URLSearchParams(params).toString()

describe('webhookEndpoints.create', () => {
  it('answers with the secret, once', async () => {
    const { stripe } = createTestTwin()
    const endpoint = await stripe.webhookEndpoints.create({ url, enabled_events: ['invoice.paid'] })
    expect(endpoint).toMatchObject({
      id: expect.stringMatching(/^we_\w{24}$/),
      object: 'webhook_endpoint',
      api_version: null,
      application: null,
      created: expect.any(Number),
      description: null,
      enabled_events: ['invoice.paid'],
      livemode: false,
      metadata: {},
      secret: expect.stringMatching(/^whsec_\w{32}$/),
      status: 'enabled',
      url,
    })
    const { secret: _, ...known } = endpoint
    expect(await stripe.webhookEndpoints.retrieve(endpoint.id)).toEqual(known)
    expect((await stripe.webhookEndpoints.list()).data).toEqual([known])
    expect(await stripe.webhookEndpoints.update(endpoint.id, { description: 'Mine' })).not.toHaveProperty('secret')
  })

  it('gives each endpoint a secret of its own, the first the one that the twin announces', async () => {
    const { stripe, twin, account } = createTestTwin()
    const first = await stripe.webhookEndpoints.create({ url, enabled_events: ['*'] })
    const second = await stripe.webhookEndpoints.create({ url, enabled_events: ['*'] })
    expect(first.secret).toBe(twin.describe(account.secretKey).webhook_secret)
    expect(second.secret).not.toBe(first.secret)
  })

  it('keeps description, metadata and the API version', async () => {
    const { stripe } = createTestTwin()
    const endpoint = await stripe.webhookEndpoints.create({
      url: 'https://app.example.com/hook',
      enabled_events: ['*'],
      api_version: '2026-08-26.dahlia',
      description: 'For billing',
      metadata: { team: 'a' },
      connect: false,
    })
    expect(endpoint).toMatchObject({
      api_version: '2026-08-26.dahlia',
      description: 'For billing',
      metadata: { team: 'a' },
      url: 'https://app.example.com/hook',
    })
  })

  it.each([
    [{ 'enabled_events[0]': '*' }, 'url', 'parameter_missing'],
    [{ url }, 'enabled_events', 'parameter_missing'],
    [{ url: 'ftp://127.0.0.1/hook', 'enabled_events[0]': '*' }, 'url', 'url_invalid'],
    [{ url: 'nowhere', 'enabled_events[0]': '*' }, 'url', 'url_invalid'],
    [{ url, 'enabled_events[0]': 'invoice.eaten' }, 'enabled_events[0]', undefined],
    [{ url, 'enabled_events[0]': 'v1.customer.created' }, 'enabled_events[0]', undefined],
    [{ url, 'enabled_events[0]': '*', api_version: '1999-01-01' }, 'api_version', undefined],
    [{ url, 'enabled_events[0]': '*', secret: 'whsec_mine' }, 'secret', 'parameter_unknown'],
  ])('refuses %o for %s', async (params, param, code) => {
    const { call } = createTestTwin()
    const { status, body } = await call('POST', '/v1/webhook_endpoints', {
      body: form(params as Record<string, string>),
    })
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ type: 'invalid_request_error', param, ...(code ? { code } : {}) })
  })

  it('refuses a seventeenth', async () => {
    const { stripe } = createTestTwin()
    for (let count = 0; count < 16; count++) await stripe.webhookEndpoints.create({ url, enabled_events: ['*'] })
    await expect(stripe.webhookEndpoints.create({ url, enabled_events: ['*'] })).rejects.toMatchObject({
      statusCode: 400,
      message: 'You have reached the maximum of 16 test webhook endpoints.',
    })
  })

  it('refuses endpoints of connected accounts by name', async () => {
    const { stripe } = createTestTwin()
    const creation = stripe.webhookEndpoints.create({ url, enabled_events: ['*'], connect: true })
    await expect(creation).rejects.toMatchObject({ statusCode: 501, code: 'twin_not_played' })
  })
})

describe('webhookEndpoints.update', () => {
  it('changes what may change', async () => {
    const { stripe } = createTestTwin()
    const { id } = await stripe.webhookEndpoints.create({
      url,
      enabled_events: ['*'],
      description: 'For billing',
      metadata: { a: '1', b: '2' },
    })
    expect(
      await stripe.webhookEndpoints.update(id, {
        url: 'http://127.0.0.1:1/other',
        enabled_events: ['invoice.paid', 'invoice.voided'],
        description: '',
        metadata: { a: '' },
        disabled: true,
      }),
    ).toMatchObject({
      url: 'http://127.0.0.1:1/other',
      enabled_events: ['invoice.paid', 'invoice.voided'],
      description: null,
      metadata: { b: '2' },
      status: 'disabled',
    })
    expect(await stripe.webhookEndpoints.update(id, { disabled: false })).toMatchObject({ status: 'enabled' })
  })

  it('refuses a URL that is none, and a version', async () => {
    const { stripe, call } = createTestTwin()
    const { id } = await stripe.webhookEndpoints.create({ url, enabled_events: ['*'] })
    await expect(stripe.webhookEndpoints.update(id, { url: 'mailto:a@b.c' })).rejects.toMatchObject({ param: 'url' })
    const { body } = await call('POST', `/v1/webhook_endpoints/${id}`, { body: 'api_version=2026-08-26.dahlia' })
    expect(body.error).toMatchObject({ code: 'parameter_unknown', param: 'api_version' })
  })
})

describe('webhookEndpoints.del', () => {
  it('leaves nothing to retrieve', async () => {
    const { stripe } = createTestTwin()
    const { id } = await stripe.webhookEndpoints.create({ url, enabled_events: ['*'] })
    expect(await stripe.webhookEndpoints.del(id)).toEqual(
      expect.objectContaining({ id, object: 'webhook_endpoint', deleted: true }),
    )
    await expect(stripe.webhookEndpoints.retrieve(id)).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: `No such webhook endpoint: '${id}'`,
    })
    expect((await stripe.webhookEndpoints.list()).data).toEqual([])
  })
})

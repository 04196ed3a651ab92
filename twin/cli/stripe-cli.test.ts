import { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { openReceiver } from '../webhooks/testing.ts'
import { serveTwinForCli } from './testing.ts'

describe('the Stripe CLI', () => {
  it('gets and posts', async () => {
    const { json } = await serveTwinForCli()
    const posted = await json('post', '/v1/customers', '-d', 'name=Ada', '-d', 'metadata[plan]=a', '--confirm')
    expect(posted).toMatchObject({ object: 'customer', name: 'Ada', metadata: { plan: 'a' } })
    expect(await json('get', `/v1/customers/${posted.id}`)).toEqual(posted)
    expect(await json('get', '/v1/customers', '--limit', '1')).toMatchObject({ object: 'list', data: [posted] })
    expect(await json('get', '/v1/customers/cus_none')).toMatchObject({ error: { code: 'resource_missing' } })
  })

  it('speaks of resources', async () => {
    const { json } = await serveTwinForCli()
    const customer = await json('customers', 'create', '--name=Ada', '--email=ada@example.com')
    expect(await json('customers', 'update', customer.id, '-d', 'metadata[team]=b')).toMatchObject({
      name: 'Ada',
      metadata: { team: 'b' },
    })
    const session = await json(
      'customer_sessions',
      'create',
      `--customer=${customer.id}`,
      '-d',
      'components[pricing_table][enabled]=true',
    )
    expect(session).toMatchObject({ object: 'customer_session', components: { pricing_table: { enabled: true } } })
    expect(await json('customers', 'delete', customer.id, '--confirm')).toMatchObject({ deleted: true })
    expect(await json('events', 'list', '--type=customer.deleted')).toMatchObject({
      data: [{ type: 'customer.deleted' }],
    })
  })

  it('speaks v2', async () => {
    const { json, account } = await serveTwinForCli()
    const destination = await json(
      ...['v2', 'core', 'event_destinations', 'create', '--name=Mine', '--type=webhook_endpoint'],
      ...['--event-payload=thin', '--enabled-events=v1.customer.created'],
      ...['--webhook-endpoint.url=http://127.0.0.1:9/hook', '--include=webhook_endpoint.url'],
    )
    expect(destination).toMatchObject({
      object: 'v2.core.event_destination',
      enabled_events: ['v1.customer.created'],
      webhook_endpoint: { url: 'http://127.0.0.1:9/hook' },
    })
    await json('customers', 'create', '--name=Ada')
    expect(await json('v2', 'core', 'events', 'list', '--limit=1')).toMatchObject({
      data: [{ type: 'v1.customer.created' }],
    })
    const [{ operation } = { operation: null }] = account.ledger.list()
    expect(operation).toBe('v2.core.eventDestinations.create')
  })

  it.each([[[]], [['--latest']]])('listens with %j, and forwards what is signed', async (flags) => {
    const { start, json, stripe } = await serveTwinForCli()
    const { url, received } = await openReceiver()
    const printed = await start('listen', '--skip-update', '--events', 'product.created', '--forward-to', url, ...flags)
    await json('customers', 'create', '--name=Ada')
    await json('products', 'create', '--name=Plan', `--description=${'long '.repeat(800)}`)
    await expect.poll(() => received.length).toBe(1)
    await expect.poll(printed).toContain('[200]')
    const secret = (await stripe('listen', '--print-secret', '--skip-update')).trim()
    const [{ body = '', headers = {} } = {}] = received
    const event = Stripe.webhooks.constructEvent(body, String(headers['stripe-signature']), secret)
    expect(event).toMatchObject({ type: 'product.created', data: { object: { name: 'Plan' } } })
  })

  it('listens to thin events, and forwards what is signed', async () => {
    const { start, json, stripe } = await serveTwinForCli()
    const { url, received } = await openReceiver()
    const printed = await start('listen', '--skip-update', '--events', 'v1.product.created', '--forward-to', url)
    const { id } = await json('products', 'create', '--name=Plan')
    await expect.poll(() => received.length).toBe(1)
    await expect.poll(printed).toContain('[200]')
    const secret = (await stripe('listen', '--print-secret', '--skip-update')).trim()
    const [{ body = '', headers = {} } = {}] = received
    const notification = new Stripe('sk_test_of_nobody').parseEventNotification(
      body,
      String(headers['stripe-signature']),
      secret,
    )
    expect(notification).toMatchObject({ type: 'v1.product.created', related_object: { id } })
  })

  it('tails the log of calls', async () => {
    const { start, account, stripe } = await serveTwinForCli()
    const printed = await start('logs', 'tail')
    await stripe('get', '/v1/customers/cus_none')
    await expect.poll(printed, { timeout: 10_000 }).toMatch(/\[404\] GET \/v1\/customers\/cus_none \[req_\w+\]/)
    expect(account.ledger.list().map(({ path }) => path)).toContain('/v1/stripecli/sessions')
  })

  it('resends an event to an endpoint', async () => {
    const { json, account } = await serveTwinForCli()
    const { url, types } = await openReceiver()
    await json('customers', 'create', '--name=Ada')
    const [event] = (await json('events', 'list')).data
    const endpoint = await json('webhook_endpoints', 'create', `--url=${url}`, '--enabled-events=invoice.paid')
    await json('events', 'resend', event.id, `--webhook-endpoint=${endpoint.id}`)
    await expect.poll(types).toEqual(['customer.created'])
    expect(account.ledger.list().at(-1)).toMatchObject({ path: `/v1/events/${event.id}/retry`, status: 200 })
  })

  it.each([
    'customer.created',
    'customer.subscription.created',
    'customer.subscription.deleted',
    'customer.subscription.updated',
    'customer.subscription.trial_will_end',
    'invoice.paid',
    'invoice.payment_action_required',
    'invoice.sent',
    'invoice.payment_failed',
    'invoice.voided',
    'payment_intent.succeeded',
    'payment_intent.payment_failed',
    'payment_intent.requires_action',
    'setup_intent.succeeded',
    'setup_intent.setup_failed',
    'charge.refunded',
    'payment_method.attached',
    'promotion_code.created',
    'checkout.session.completed',
    'checkout.session.expired',
    'billing_portal.session.created',
  ])('triggers %s', async (type) => {
    const { stripe, events, refused } = await serveTwinForCli()
    expect(await stripe('trigger', type)).toContain('Trigger succeeded!')
    expect(events()).toContain(type)
    // A decline is what some of them are after.
    expect(refused().filter(({ status }) => status !== 402)).toEqual([])
  })
})

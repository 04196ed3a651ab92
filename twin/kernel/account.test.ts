import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'
import { retrieve } from './common-operations.ts'
import type { Resource } from './resource.ts'
import { cardError, invalidRequest } from './stripe-error.ts'

/** Coupons with every way to end that a handler has. */
const coupons: Resource = {
  operations: {
    'coupons.create': (context) => {
      const { name, redeem_by: redeemBy } = context.params
      const coupon = context.insert('coupon', {
        id: context.params.id ?? 'c',
        name: name ?? null,
        duration: 'once',
        metadata: {},
      })
      context.emit('coupon.created', coupon)
      if (redeemBy) context.schedule('coupon.expire', coupon.id, redeemBy)
      if (name === 'refused') throw invalidRequest('No.')
      if (name === 'declined')
        throw cardError({ message: 'Declined.', code: 'card_declined', decline_code: 'generic_decline' })
      if (name === 'broken') throw new Error('a mistake')
      return coupon
    },
    'coupons.retrieve': retrieve('coupon'),
    'setupIntents.create': (context) => {
      const id = context.newId('seti')
      return context.insert('setup_intent', {
        id,
        client_secret: context.newSecret(id),
        status: 'requires_payment_method',
      })
    },
    'setupIntents.retrieve': retrieve('setup_intent'),
  },
  publishable: { 'setupIntents.retrieve': 'client_secret' },
  jobs: {
    'coupon.expire': (context, id) => {
      const coupon = context.get('coupon', id)
      context.update(coupon, { valid: false, metadata: { expired_at: String(context.now()) } })
    },
  },
  open: (context) => {
    context.insert('coupon', { id: 'welcome', duration: 'once' })
  },
}

const createCouponTwin = () => createTestTwin({ resources: [coupons] })

describe('a transaction', () => {
  it.each([
    ['refused', 400, false],
    ['declined', 402, true],
    ['broken', 500, false],
  ])('of a request that is %s answers %i and keeps its changes: %s', async (name, status, isKept) => {
    const { stripe, account } = createCouponTwin()
    await expect(stripe.coupons.create({ name })).rejects.toMatchObject({ statusCode: status })
    expect(account.store.find('coupon', 'c') !== undefined).toBe(isKept)
    expect(account.store.list('event')).toHaveLength(isKept ? 1 : 0)
  })

  it('refuses a second object of the same id', async () => {
    const { stripe } = createCouponTwin()
    await expect(stripe.coupons.create({ id: 'welcome' })).rejects.toMatchObject({ code: 'resource_already_exists' })
  })

  it('can be run outside of a call, and its events are heard after it', async () => {
    const { account } = createCouponTwin()
    const heard: string[] = []
    account.onEvent((event) => heard.push(event.type))
    account.run({ kind: 'page' }, (context) => {
      context.emit('coupon.updated', context.get('coupon', 'welcome'))
      expect(heard).toEqual([])
    })
    await Promise.resolve()
    expect(heard).toEqual(['coupon.updated'])
  })
})

describe("an account's clock", () => {
  it.each([
    ['advance', { advance: 'a day' }],
    ['advance', { advance: 1.5 }],
    ['advance', { advance: -1 }],
    ['now', { now: '2030-01-01' }],
    ['freeze', { freeze: 'yes' }],
    ['forward', { forward: 60 }],
  ])('refuses a clock with a wrong %s', async (param, body) => {
    const { call } = createTestTwin()
    const answer = await call('POST', '/_twin/clock', { body: JSON.stringify(body) })
    expect(answer).toMatchObject({ status: 400, body: { error: { param } } })
  })

  it('does what falls due on the way, each at its own time', async () => {
    const { stripe, call } = createCouponTwin()
    await call('POST', '/_twin/clock', { body: '{"now": 2000000000, "freeze": true}' })
    await stripe.coupons.create({ redeem_by: 2000000100 })
    expect((await stripe.coupons.retrieve('c')).metadata).toEqual({})
    await call('POST', '/_twin/clock', { body: '{"advance": 1000}' })
    expect((await stripe.coupons.retrieve('c')).metadata).toEqual({ expired_at: '2000000100' })
  })

  it('forgets the work of a request that is undone', async () => {
    const { stripe, account } = createCouponTwin()
    await stripe.coupons.create({ name: 'refused', redeem_by: 2000000100 }).catch(() => undefined)
    account.setClock(2000000200)
    expect(account.jobs.snapshot()).toEqual([])
  })
})

describe('a reset', () => {
  it('leaves the account as it was at first', async () => {
    const { stripe, call, account } = createCouponTwin()
    await stripe.coupons.create({ id: 'c' })
    await call('POST', '/_twin/reset', { body: '{}' })
    expect(account.store.list('coupon').map(({ id }) => id)).toEqual(['welcome'])
    expect((await call('GET', '/_twin/ledger')).body.data).toEqual([])
  })
})

describe('a snapshot', () => {
  it('brings everything back', async () => {
    const { stripe, account } = createCouponTwin()
    await stripe.coupons.create({ redeem_by: 4000000000 })
    const snapshot = structuredClone(account.snapshot())
    account.reset()
    account.restore(snapshot)
    expect((await stripe.coupons.retrieve('c')).id).toBe('c')
    expect(account.jobs.snapshot()).toHaveLength(1)
  })
})

describe('a publishable key', () => {
  it('reads what it has the client secret of, and nothing else', async () => {
    const { stripe, call, account } = createCouponTwin()
    const intent = await stripe.setupIntents.create()
    const key = account.publishableKey
    const path = `/v1/setup_intents/${intent.id}`
    const right = await call('GET', `${path}?client_secret=${intent.client_secret}`, { key })
    expect(right.body.id).toBe(intent.id)
    expect(right.headers.get('access-control-allow-origin')).toBe('*')
    const byParameter = await call('GET', `${path}?key=${key}&client_secret=${intent.client_secret}`, { key: '' })
    expect(byParameter.status).toBe(200)
    expect((await call('GET', `${path}?client_secret=${intent.id}_secret_wrong`, { key })).status).toBe(400)
    expect((await call('GET', path, { key })).status).toBe(403)
    expect((await call('GET', '/v1/coupons/welcome', { key })).status).toBe(403)
  })
})

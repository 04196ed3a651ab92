import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

type FlowData = Stripe.BillingPortal.SessionCreateParams.FlowData

async function setUp() {
  const test = createTestTwin()
  const { stripe } = test
  const product = await stripe.products.create({ name: 'Pro' })
  const price = (amount: number, interval: 'month' | 'year' = 'month') =>
    stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: amount, recurring: { interval } })
  const [monthly, yearly, unlisted] = [await price(4900), await price(49000, 'year'), await price(1)]
  const customer = await stripe.customers.create({
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  })
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly.id }] })
  const configuration = await stripe.billingPortal.configurations.create({
    features: {
      customer_update: { enabled: true, allowed_updates: ['email'] },
      payment_method_update: { enabled: true },
      subscription_cancel: { enabled: true },
      subscription_pause: { enabled: true },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ['price'],
        products: [{ product: product.id, prices: [monthly.id, yearly.id] }],
      },
    },
    default_return_url: 'https://host.example/billing',
  })
  const item = subscription.items.data[0]?.id ?? ''
  const open = (flow_data?: FlowData, rest: Stripe.BillingPortal.SessionCreateParams = {}) =>
    stripe.billingPortal.sessions.create({
      customer: customer.id,
      configuration: configuration.id,
      ...(flow_data ? { flow_data } : {}),
      ...rest,
    })
  const confirm = (...items: { id: string; price?: string; quantity?: number }[]) =>
    open({ type: 'subscription_update_confirm', subscription_update_confirm: { subscription: subscription.id, items } })
  return { ...test, customer, subscription, configuration, item, monthly, yearly, unlisted, open, confirm }
}

describe('billingPortal.sessions.create', () => {
  it('answers the whole object and tells of it', async () => {
    const { stripe, customer, configuration, open } = await setUp()
    const session = await open()
    const { id: _, created: __, url, ...rest } = session
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:12111\/p\/session\/test_\w{40,}$/)
    expect(rest).toMatchObject({
      object: 'billing_portal.session',
      after_expiration: null,
      configuration: configuration.id,
      customer: customer.id,
      customer_account: null,
      flow: null,
      livemode: false,
      locale: null,
      on_behalf_of: null,
      return_url: 'https://host.example/billing',
    })
    const { data } = await stripe.events.list({ type: 'billing_portal.session.created' })
    expect(data[0]?.data.object).toMatchObject({ id: session.id, url })
  })

  it('takes locale, return address and e-mail recovery', async () => {
    const { open, account } = await setUp()
    const expires_at = account.now() + 86_400
    const session = await open(undefined, {
      locale: 'zh-HK',
      return_url: 'http://localhost:3000/return?x=1',
      on_behalf_of: 'acct_123',
      after_expiration: { type: 'customer_login', customer_login: { expires_at } },
    })
    expect(session).toMatchObject({
      locale: 'zh-HK',
      return_url: 'http://localhost:3000/return?x=1',
      on_behalf_of: 'acct_123',
      after_expiration: { type: 'customer_login', customer_login: { expires_at } },
    })
  })

  it.each(['//evil.example', 'javascript:alert(1)', '/billing', 'https:// evil'])(
    'refuses the return address %s',
    async (return_url) => {
      const { open } = await setUp()
      await expect(open(undefined, { return_url })).rejects.toMatchObject({ code: 'url_invalid', param: 'return_url' })
    },
  )

  it('refuses what is not one of its 47 locales, an unknown customer, and a configuration that is off', async () => {
    const { stripe, open, configuration } = await setUp()
    await expect(open(undefined, { locale: 'tlh' })).rejects.toMatchObject({ param: 'locale' })
    await expect(open(undefined, { customer: 'cus_live' })).rejects.toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
    })
    await stripe.billingPortal.configurations.update(configuration.id, { active: false })
    await expect(open()).rejects.toMatchObject({ param: 'configuration' })
  })

  it('uses the default configuration, and says in Stripe’s words when none was saved', async () => {
    const { stripe, customer, twin } = await setUp()
    const [saved] = (await stripe.billingPortal.configurations.list({ is_default: true })).data
    expect(await stripe.billingPortal.sessions.create({ customer: customer.id })).toMatchObject({
      configuration: saved?.id,
    })
    await twin.fetch('http://twin/_twin/portal_default', {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_of_a_unit_test' },
      body: '{"saved": false}',
    })
    await expect(stripe.billingPortal.sessions.create({ customer: customer.id })).rejects.toMatchObject({
      message: expect.stringContaining('your test mode default configuration has not been created'),
    })
  })
})

describe('billingPortal.sessions.create with a flow', () => {
  it('answers each of the six with its details and nothing of the others', async () => {
    const { open, confirm, subscription, item, yearly } = await setUp()
    const of = { subscription: subscription.id }
    const flows: FlowData[] = [
      { type: 'customer_update' },
      { type: 'payment_method_update' },
      { type: 'subscription_cancel', subscription_cancel: of },
      { type: 'subscription_pause', subscription_pause: of },
      { type: 'subscription_update', subscription_update: of },
    ]
    const answers = { subscription_cancel: { ...of, retention: null }, customer_update: {} }
    for (const flow of flows) {
      expect((await open(flow)).flow).toEqual({
        customer_update: null,
        subscription_cancel: null,
        subscription_pause: null,
        subscription_update: null,
        subscription_update_confirm: null,
        ...flow,
        ...(flow.type in answers ? { [flow.type]: answers[flow.type as keyof typeof answers] } : {}),
        after_completion: { type: 'portal_homepage', redirect: null, hosted_confirmation: null },
      })
    }
    expect((await confirm({ id: item, price: yearly.id })).flow?.subscription_update_confirm).toEqual({
      ...of,
      items: [{ id: item, price: yearly.id }],
      discounts: null,
    })
  })

  it('takes three ways to go on afterwards', async () => {
    const { open } = await setUp()
    const finish = async (after_completion: FlowData['after_completion']) =>
      (await open({ type: 'payment_method_update', ...(after_completion && { after_completion }) })).flow
        ?.after_completion
    const redirect = { return_url: 'https://host.example/done' }
    expect(await finish({ type: 'redirect', redirect })).toMatchObject({ type: 'redirect', redirect })
    const hosted_confirmation = { custom_message: 'See you' }
    expect(await finish({ type: 'hosted_confirmation', hosted_confirmation })).toMatchObject({ hosted_confirmation })
    await expect(finish({ type: 'redirect' })).rejects.toMatchObject({ code: 'parameter_missing' })
    await expect(finish({ type: 'portal_homepage', redirect })).rejects.toMatchObject({ statusCode: 400 })
    const long = { custom_message: 'x'.repeat(501) }
    await expect(finish({ type: 'hosted_confirmation', hosted_confirmation: long })).rejects.toMatchObject({
      statusCode: 400,
    })
  })

  it('needs its details, and its feature in the configuration', async () => {
    const { stripe, open, subscription, customer } = await setUp()
    const of = { subscription: subscription.id }
    await expect(open({ type: 'subscription_cancel' })).rejects.toMatchObject({
      code: 'parameter_missing',
      param: 'flow_data[subscription_cancel]',
    })
    const { id } = await stripe.billingPortal.configurations.create({
      features: { invoice_history: { enabled: true } },
    })
    const flows: FlowData[] = [
      { type: 'customer_update' },
      { type: 'payment_method_update' },
      { type: 'subscription_cancel', subscription_cancel: of },
      { type: 'subscription_pause', subscription_pause: of },
      { type: 'subscription_update', subscription_update: of },
    ]
    for (const flow_data of flows) {
      const creating = stripe.billingPortal.sessions.create({ customer: customer.id, configuration: id, flow_data })
      await expect(creating).rejects.toMatchObject({
        statusCode: 400,
        message: expect.stringContaining('feature in the portal configuration is disabled.'),
      })
    }
  })

  it('refuses a subscription of someone else as one that does not exist', async () => {
    const { stripe, open, monthly } = await setUp()
    const other = await stripe.customers.create({
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    })
    const foreign = await stripe.subscriptions.create({ customer: other.id, items: [{ price: monthly.id }] })
    for (const subscription of [foreign.id, 'sub_none']) {
      const creating = open({ type: 'subscription_cancel', subscription_cancel: { subscription } })
      await expect(creating).rejects.toMatchObject({
        statusCode: 400,
        code: 'resource_missing',
        message: `No such subscription: '${subscription}'`,
      })
    }
  })

  it('refuses a subscription whose state does not fit', async () => {
    const { stripe, open, subscription } = await setUp()
    const of = { subscription: subscription.id }
    await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true })
    await expect(open({ type: 'subscription_cancel', subscription_cancel: of })).rejects.toMatchObject({
      message: 'The subscription is already set to be canceled at period end',
    })
    await stripe.subscriptions.cancel(subscription.id)
    for (const type of ['subscription_cancel', 'subscription_pause', 'subscription_update']) {
      await expect(open({ type, [type]: of })).rejects.toMatchObject({ statusCode: 400 })
    }
  })

  it('confirms one change to a price that the configuration offers, and nothing else', async () => {
    const { confirm, item, yearly, monthly, unlisted } = await setUp()
    const refusals: [Parameters<typeof confirm>, string][] = [
      [
        [{ id: item, price: unlisted.id }],
        'does not include the price in its `features[subscription_update][products]`',
      ],
      [[{ id: item, price: monthly.id }], 'There are no changes to confirm.'],
      [[{ id: item, price: yearly.id, quantity: 3 }], 'quantity'],
      [[{ id: 'si_none', price: yearly.id }], 'No such subscription item'],
      [
        [
          { id: item, price: yearly.id },
          { id: item, price: yearly.id },
        ],
        'one item',
      ],
    ]
    for (const [items, words] of refusals) {
      await expect(confirm(...items)).rejects.toMatchObject({
        statusCode: 400,
        message: expect.stringContaining(words),
      })
    }
  })

  it('offers a coupon to whoever stays', async () => {
    const { stripe, open, subscription, account } = await setUp()
    const coupon = await stripe.coupons.create({
      percent_off: 20,
      duration: 'repeating',
      duration_in_months: 3,
      redeem_by: account.now() + 60,
    })
    const offer = (id: string) =>
      open({
        type: 'subscription_cancel',
        subscription_cancel: {
          subscription: subscription.id,
          retention: { type: 'coupon_offer', coupon_offer: { coupon: id } },
        },
      })
    expect((await offer(coupon.id)).flow?.subscription_cancel).toEqual({
      subscription: subscription.id,
      retention: { type: 'coupon_offer', coupon_offer: { coupon: coupon.id } },
    })
    const param = 'flow_data[subscription_cancel][retention][coupon_offer][coupon]'
    await expect(offer('none')).rejects.toMatchObject({ code: 'resource_missing', param })
    account.setClock(account.now() + 61)
    await expect(offer(coupon.id)).rejects.toMatchObject({ code: 'coupon_expired', param })
  })

  it('gives the change of a plan a discount, and checks it at once', async () => {
    const { stripe, open, subscription, item, yearly } = await setUp()
    const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'once' })
    const confirm = (discounts: object[]) =>
      open({
        type: 'subscription_update_confirm',
        subscription_update_confirm: {
          subscription: subscription.id,
          items: [{ id: item, price: yearly.id }],
          discounts,
        },
      })
    expect((await confirm([{ coupon: coupon.id }])).flow?.subscription_update_confirm?.discounts).toEqual([
      { coupon: coupon.id, promotion_code: null },
    ])
    expect((await stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(0)
    const at = 'flow_data[subscription_update_confirm][discounts][0]'
    await expect(confirm([{ coupon: 'none' }])).rejects.toMatchObject({ param: `${at}[coupon]` })
    await expect(confirm([{ promotion_code: 'promo_none' }])).rejects.toMatchObject({ param: `${at}[promotion_code]` })
  })
})

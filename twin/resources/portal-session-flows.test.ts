import { describe, expect, it } from 'vitest'
import { createPortalAccount, type FlowData } from '../portal/testing.ts'

describe('billingPortal.sessions.create with a flow', () => {
  it('answers each of the six with its details and nothing of the others', async () => {
    const { open, confirm, subscription, item, yearly } = await createPortalAccount()
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
    const { open } = await createPortalAccount()
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
    const { stripe, open, subscription, customer } = await createPortalAccount()
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
    const { stripe, open, monthly } = await createPortalAccount()
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
    const { stripe, open, subscription } = await createPortalAccount()
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
    const { confirm, item, yearly, monthly, unlisted } = await createPortalAccount()
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
    const { stripe, open, subscription, account } = await createPortalAccount()
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
    const { stripe, open, subscription, item, yearly } = await createPortalAccount()
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

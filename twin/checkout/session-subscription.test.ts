import { describe, expect, it } from 'vitest'
import { createCheckout } from './testing.ts'

describe('subscription_data', () => {
  const day = 86_400
  const fields = Array.from({ length: 5 }, () => ({ name: 'a', value: 'b' }))

  it.each<[string, (now: number) => object, string]>([
    [
      'five custom fields',
      () => ({ invoice_settings: { custom_fields: fields } }),
      '[invoice_settings][custom_fields]',
    ],
    ['an anchor in the past', (now) => ({ billing_cycle_anchor: now - 5 }), '[billing_cycle_anchor]'],
    ['an anchor past the first period', (now) => ({ billing_cycle_anchor: now + 40 * day }), '[billing_cycle_anchor]'],
  ])('is refused with the session: %s', async (_, data, param) => {
    const { account, open, line } = await createCheckout()
    const opening = open({
      mode: 'subscription',
      line_items: [line('monthly')],
      subscription_data: data(account.now()),
    })
    await expect(opening).rejects.toMatchObject({ statusCode: 400, param: `subscription_data${param}` })
  })

  it('is refused by name where the twin does not play it', async () => {
    const { open, line } = await createCheckout()
    const opening = open({
      mode: 'subscription',
      line_items: [line('monthly')],
      subscription_data: { application_fee_percent: 10 },
    })
    await expect(opening).rejects.toMatchObject({ code: 'twin_not_played' })
  })

  it('leaves nothing behind while the session is open', async () => {
    const { stripe, open, line, types } = await createCheckout()
    await open({ mode: 'subscription', line_items: [line('monthly'), line('once')] })
    expect((await stripe.customers.list()).data).toEqual([])
    expect((await stripe.subscriptions.list()).data).toEqual([])
    expect(await types()).not.toContain('customer.created')
  })
})

describe('the price_data of a line', () => {
  it.each([
    [{ unit_amount: -5, product_data: { name: 'Mug' } }, '[unit_amount]'],
    [{ unit_amount: 500, product: 'prod_none' }, '[product]'],
    [{ unit_amount: 500 }, '[product]'],
  ])('names what is wrong within the line: %j', async (data, param) => {
    const { open } = await createCheckout()
    const opening = open({ line_items: [{ quantity: 1, price_data: { currency: 'eur', ...data } }] })
    await expect(opening).rejects.toMatchObject({ statusCode: 400, param: `line_items[0][price_data]${param}` })
  })
})

describe('checkout.sessions.update', () => {
  it('takes payment_intent_data for payments alone', async () => {
    const { stripe, open, line } = await createCheckout()
    const { id } = await open({ mode: 'subscription', line_items: [line('monthly')] })
    const updating = stripe.checkout.sessions.update(id, { payment_intent_data: { description: 'Tea' } } as never)
    await expect(updating).rejects.toMatchObject({ param: 'payment_intent_data' })
  })
})

import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

async function setUp() {
  const { stripe, account } = createTestTwin()
  const product = await stripe.products.create({ name: 'Pro' })
  const monthly = await stripe.prices.create({
    product: product.id,
    currency: 'eur',
    unit_amount: 4900,
    recurring: { interval: 'month' },
  })
  const once = await stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: 25_000 })
  return { stripe, account, monthly, once }
}

describe('checkout.sessions.create', () => {
  it('gives an address, sums its lines, and expires after a day', async () => {
    const { stripe, account, once } = await setUp()
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [{ price: once.id, quantity: 2 }],
      success_url: 'https://example.com/done',
      expand: ['line_items'],
    })
    expect(session).toMatchObject({
      status: 'open',
      amount_total: 50_000,
      payment_status: 'unpaid',
      ui_mode: 'hosted_page',
      client_secret: null,
    })
    expect(session.url).toContain('/c/pay/cs_test_')
    expect(session.line_items?.data).toMatchObject([{ description: 'Pro', amount_total: 50_000, quantity: 2 }])
    account.setClock(account.now() + 24 * 3600 + 1)
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ status: 'expired', url: null })
    expect((await stripe.events.list({ type: 'checkout.session.expired' })).data).toHaveLength(1)
  })

  it.each([
    [{ mode: 'payment' }, 'line_items'],
    [{ mode: 'payment', line_items: [{ price: 'monthly', quantity: 1 }] }, 'line_items'],
    [{ mode: 'subscription', line_items: [{ price: 'once', quantity: 1 }] }, 'line_items'],
    [{ mode: 'setup', currency: 'eur', ui_mode: 'embedded_page' }, 'success_url'],
    [{ mode: 'setup', currency: 'eur', expires_at: 1 }, 'expires_at'],
    [{ mode: 'setup', currency: 'eur', customer: 'cus_none' }, 'customer'],
    [{ mode: 'setup', currency: 'eur', payment_method_types: ['card'] }, 'payment_method_types'],
  ])('refuses %j and names %s', async (params, param) => {
    const { stripe, monthly, once } = await setUp()
    const ids: Record<string, string> = { monthly: monthly.id, once: once.id }
    const lines = (params as { line_items?: { price: string }[] }).line_items?.map((line) => ({
      ...line,
      price: ids[line.price],
    }))
    const full = { success_url: 'https://example.com/done', ...params, ...(lines && { line_items: lines }) }
    await expect(stripe.checkout.sessions.create(full as never)).rejects.toMatchObject({ param })
  })

  it('says what is known of the payer before they come', async () => {
    const { stripe } = await setUp()
    const { id: customer } = await stripe.customers.create({ email: 'a@example.com', tax_exempt: 'exempt' })
    const session = { mode: 'setup', currency: 'eur', success_url: 'https://example.com/done' } as const
    const { customer_details: known } = await stripe.checkout.sessions.create({ ...session, customer })
    expect(known).toMatchObject({ email: 'a@example.com', tax_exempt: 'exempt' })
    expect(await stripe.checkout.sessions.create(session)).toMatchObject({ customer_details: null })
    const found = await stripe.checkout.sessions.list({ customer_details: { email: 'a@example.com' } })
    expect(found.data).toMatchObject([{ customer }])
  })

  it('can be expired once', async () => {
    const { stripe } = await setUp()
    const { id } = await stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'eur',
      success_url: 'https://example.com/done',
    })
    expect(await stripe.checkout.sessions.expire(id)).toMatchObject({ status: 'expired' })
    await expect(stripe.checkout.sessions.expire(id)).rejects.toMatchObject({ statusCode: 400 })
  })
})

import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

async function setUp() {
  const { twin, stripe } = createTestTwin()
  const product = await stripe.products.create({ name: 'Pro <b>' })
  const monthly = await stripe.prices.create({
    product: product.id,
    currency: 'eur',
    unit_amount: 4900,
    recurring: { interval: 'month' },
  })
  const customer = await stripe.customers.create({ email: 'pay@example.com' })
  const visit = (url: string | null, form?: Record<string, string>) =>
    twin.fetch(
      url ?? '',
      form ? { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' } : { redirect: 'manual' },
    )
  return { stripe, monthly, customer, visit }
}

const card = (cardNumber: string) => ({
  cardNumber,
  cardExpiry: '12 / 34',
  cardCvc: '123',
  billingName: 'Ada',
  email: 'pay@example.com',
})

describe('/c/pay/:id', () => {
  it('sells a subscription to the session’s customer, after a decline that leaves nothing', async () => {
    const { stripe, monthly, customer, visit } = await setUp()
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      customer: customer.id,
      line_items: [{ price: monthly.id, quantity: 1 }],
      success_url: 'https://example.com/done?session_id={CHECKOUT_SESSION_ID}',
    })
    const page = await (await visit(session.url)).text()
    expect(page).toContain('€49.00')
    expect(page).not.toContain('Pro <b>')

    const declined = await visit(session.url, card('4000000000000002'))
    expect(declined.status).toBe(402)
    expect(await declined.text()).toContain('Your card was declined.')
    expect((await stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data).toEqual([])

    const paid = await visit(session.url, card('4242424242424242'))
    expect(paid.status).toBe(303)
    expect(paid.headers.get('location')).toBe(`https://example.com/done?session_id=${session.id}`)
    const [subscription] = (await stripe.subscriptions.list({ customer: customer.id })).data
    expect(subscription).toMatchObject({ status: 'active' })
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      subscription: subscription?.id,
    })
    expect((await stripe.events.list({ type: 'checkout.session.completed' })).data).toHaveLength(1)
  })

  it('asks the bank where the card wants it, and goes on from there', async () => {
    const { stripe, monthly, customer, visit } = await setUp()
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      customer: customer.id,
      line_items: [{ price: monthly.id, quantity: 1 }],
      success_url: 'https://example.com/done',
    })
    const asked = await visit(session.url, card('4000002760003184'))
    expect(await asked.text()).toContain('Complete authentication')
    const done = await visit(session.url as string, { outcome: 'succeed' })
    expect(done.headers.get('location')).toBe('https://example.com/done')
    expect((await stripe.subscriptions.list({ customer: customer.id })).data).toMatchObject([{ status: 'active' }])
  })

  it('does not sell what expired, and opens nothing for a made-up id', async () => {
    const { stripe, visit } = await setUp()
    const session = await stripe.checkout.sessions.create({
      mode: 'setup',
      currency: 'eur',
      success_url: 'https://example.com/done',
    })
    await stripe.checkout.sessions.expire(session.id)
    expect((await visit(session.url)).status).toBe(410)
    expect((await visit('https://twin.test/c/pay/cs_test_none')).status).toBe(404)
  })
})

describe('/i/:id/:secret', () => {
  async function openInvoice() {
    const setup = await setUp()
    const { stripe, monthly, customer } = setup
    const subscription = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: monthly.id }],
      payment_behavior: 'default_incomplete',
    })
    const invoice = await stripe.invoices.retrieve(subscription.latest_invoice as string)
    return { ...setup, subscription, invoice }
  }

  it('takes the payment, and says so', async () => {
    const { stripe, visit, invoice, subscription } = await openInvoice()
    const url = invoice.hosted_invoice_url ?? null
    expect((await visit(url, card('4000000000000002'))).status).toBe(402)
    expect((await visit(url, card('4242424242424242'))).status).toBe(303)
    expect(await (await visit(url)).text()).toContain('Paid on')
    expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({ status: 'paid' })
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'active' })
  })

  it('gives a PDF, and nothing without the secret', async () => {
    const { visit, invoice } = await openInvoice()
    const pdf = await visit(invoice.invoice_pdf ?? null)
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    expect(await pdf.text()).toMatch(/^%PDF-1\.4/)
    expect((await visit(`https://twin.test/i/${invoice.id}/guess`)).status).toBe(404)
  })
})

describe('an address that opens nothing', () => {
  it.each([
    ['/c/pay/cs_test_nothing', 'de', 'Etwas ist schiefgegangen'],
    ['/c/recover/cs_test_nothing', 'fr', 'Ce paiement ne peut pas être repris'],
    ['/i/in_nothing/invst_nothing', 'de', 'Diese Rechnung'],
    ['/p/session/test_nothing', 'fr', 'Ce lien n’ouvre rien'],
  ])('says so in the browser’s language: %s', async (path, language, words) => {
    const { twin } = createTestTwin()
    const answer = await twin.fetch(`https://twin.test${path}`, { headers: { 'accept-language': language } })
    const text = await answer.text()
    expect(text).toContain(`<html lang="${language}">`)
    expect(text).toContain(words)
  })
})

import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../../test-twin.ts'
import { Person } from '../testing.ts'

const card = (cardNumber: string) => ({ cardNumber, cardExpiry: '12 / 34', cardCvc: '123', billingName: 'Ada' })

async function openInvoice(params: object = {}, customerParams: object = {}) {
  const { twin, stripe, account } = createTestTwin()
  const customer = await stripe.customers.create({ name: 'Globex', email: 'pay@globex.example', ...customerParams })
  const draft = await stripe.invoices.create({
    customer: customer.id,
    collection_method: 'send_invoice',
    days_until_due: 30,
    ...params,
  })
  await stripe.invoiceItems.create({ customer: customer.id, invoice: draft.id, amount: 10000, currency: 'usd' })
  const { id, hosted_invoice_url: url, invoice_pdf: pdf } = await stripe.invoices.finalizeInvoice(draft.id)
  const page = await new Person(twin.fetch).open(url ?? '')
  const current = () => stripe.invoices.retrieve(id)
  const readPdf = async () => (await twin.fetch(pdf ?? '')).text()
  return { twin, stripe, account, customer, page, current, readPdf }
}

describe('/i/:id/:secret', () => {
  it('adds up: subtotal, discount, tax, balance, what is due; with memo, fields and footer', async () => {
    const { stripe, page, current, readPdf } = await openInvoice(
      {
        description: 'Thanks for your order',
        footer: 'Registered in Berlin',
        custom_fields: [{ name: 'PO', value: '4711' }],
      },
      { balance: -2500 },
    )
    expect(page.sees('Subtotal $100.00 Tax $0.00 Total $100.00 Applied balance -$25.00 Amount due $75.00')).toBe(true)
    expect(page.sees('PO 4711')).toBe(true)
    expect(page.sees('Thanks for your order')).toBe(true)
    expect(page.sees('Registered in Berlin')).toBe(true)
    expect(page.sees('Date due')).toBe(true)
    const pdf = await readPdf()
    for (const words of ['Applied balance: -$25.00', 'Amount due: $75.00', 'PO: 4711', 'Test stand-in'])
      expect(pdf).toContain(words)
    await stripe.invoices.pay((await current()).id, { paid_out_of_band: true })
    await page.open(page.url)
    expect(page.sees('This invoice is paid.')).toBe(true)
  })

  it('names a discount and what it takes off', async () => {
    const { twin, stripe } = createTestTwin()
    const coupon = await stripe.coupons.create({ percent_off: 25, duration: 'once', name: 'Welcome' })
    const customer = await stripe.customers.create()
    const draft = await stripe.invoices.create({
      customer: customer.id,
      currency: 'eur',
      discounts: [{ coupon: coupon.id }],
    })
    await stripe.invoiceItems.create({ customer: customer.id, invoice: draft.id, amount: 1000, currency: 'eur' })
    const { hosted_invoice_url: url } = await stripe.invoices.finalizeInvoice(draft.id)
    const page = await new Person(twin.fetch, 'de').open(url ?? '')
    expect(page.sees('Welcome (Einmalig 25 % Rabatt) -2,50 €')).toBe(true)
    expect(page.sees('Fälliger Betrag 7,50 €')).toBe(true)
  })

  it('is paid by card, after a decline that keeps the name and not the number; then it shows a receipt', async () => {
    const { page, current } = await openInvoice()
    await page.press('Pay $100.00', card('4000000000000002'))
    expect([page.status, page.alert]).toEqual([402, 'Your card was declined.'])
    expect(page.text).toContain('value="Ada"')
    expect(page.text).not.toContain('4000000000000002')
    await page.press('Pay $100.00', card('4242424242424242'))
    expect(await current()).toMatchObject({ status: 'paid', amount_paid: 10000 })
    await page.follow('View receipt')
    expect(page.sees('$100.00')).toBe(true)
  })

  it('asks the bank, and takes another card when that fails', async () => {
    const { page, current } = await openInvoice()
    await page.press('Pay $100.00', card('4000002760003184'))
    await page.press('Fail authentication')
    expect(page.alert).toContain('authenticate')
    await page.press('Pay $100.00', card('4000002760003184'))
    await page.press('Complete authentication')
    expect((await current()).status).toBe('paid')
    expect(page.sees('Paid on')).toBe(true)
  })

  it('says when a debit is on its way', async () => {
    const { stripe, customer, page, current } = await openInvoice()
    const method = await stripe.paymentMethods.attach('pm_usBankAccount_success', { customer: customer.id })
    await stripe.invoices.pay((await current()).id, { payment_method: method.id })
    await page.open(page.url)
    expect(page.sees('Your payment is being processed.')).toBe(true)
    expect(page.text).not.toContain('cardNumber')
  })

  it('takes no payment for a voided invoice, and still one for an uncollectible one', async () => {
    const one = await openInvoice()
    await one.stripe.invoices.voidInvoice((await one.current()).id)
    await one.page.open(one.page.url)
    expect(one.page.sees('There is nothing to pay.')).toBe(true)
    expect(one.page.text).not.toContain('cardNumber')
    const other = await openInvoice()
    await other.stripe.invoices.markUncollectible((await other.current()).id)
    await other.page.open(other.page.url)
    await other.page.press('Pay $100.00', card('4242424242424242'))
    expect((await other.current()).status).toBe('paid')
  })

  it('says since when it is overdue', async () => {
    const { account, page } = await openInvoice({ days_until_due: 1 })
    account.setClock(account.now() + 3 * 86_400)
    await page.open(page.url)
    expect(page.sees('Past due since')).toBe(true)
  })
})

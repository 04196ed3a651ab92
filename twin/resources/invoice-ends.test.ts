import { describe, expect, it } from 'vitest'
import { createBilling, sent } from '../billing/testing.ts'

const hour = 3600
const day = 86_400

describe('the ends of an invoice', () => {
  it('voids it, gives the balance back and takes no money', async () => {
    const { stripe, openOf, customer, account, eventTypes } = await createBilling()
    await stripe.customers.createBalanceTransaction(customer, { amount: -300, currency: 'usd' })
    const { id } = await openOf(1000)
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: 0 })
    expect(await stripe.invoices.voidInvoice(id)).toMatchObject({
      status: 'void',
      status_transitions: { voided_at: account.now() },
    })
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -300 })
    const { data } = await stripe.customers.listBalanceTransactions(customer)
    expect(data.map(({ type, amount, ending_balance, invoice }) => [type, amount, ending_balance, invoice])).toEqual([
      ['unapplied_from_invoice', -300, -300, id],
      ['applied_to_invoice', 300, 0, id],
      ['adjustment', -300, -300, null],
    ])
    expect(await eventTypes()).toEqual(expect.arrayContaining(['invoice.voided', 'payment_intent.canceled']))
    await expect(stripe.invoices.pay(id)).rejects.toMatchObject({ statusCode: 400 })
  })

  it('marks it as uncollectible, and it can still be paid', async () => {
    const { stripe, openOf, account, eventTypes } = await createBilling()
    const { id } = await openOf(1000)
    expect(await stripe.invoices.markUncollectible(id)).toMatchObject({
      status: 'uncollectible',
      status_transitions: { marked_uncollectible_at: account.now() },
    })
    expect(await eventTypes()).toContain('invoice.marked_uncollectible')
    expect(await stripe.invoices.pay(id)).toMatchObject({ status: 'paid' })
  })

  it.each([
    ['draft', 'voidInvoice'],
    ['draft', 'markUncollectible'],
    ['paid', 'voidInvoice'],
    ['paid', 'markUncollectible'],
    ['void', 'voidInvoice'],
    ['void', 'markUncollectible'],
  ] as const)('a %s one refuses %s', async (status, operation) => {
    const { stripe, draftOf } = await createBilling()
    const { id } = await draftOf([1000])
    if (status !== 'draft') await stripe.invoices.finalizeInvoice(id)
    if (status === 'paid') await stripe.invoices.pay(id)
    if (status === 'void') await stripe.invoices.voidInvoice(id)
    await expect(stripe.invoices[operation](id)).rejects.toMatchObject({ statusCode: 400 })
  })

  it('sends by itself what was left to it', async () => {
    const { draftOf, advance, eventTypes } = await createBilling()
    await draftOf([1000], { ...sent, auto_advance: true })
    advance(hour)
    expect((await eventTypes()).filter((type) => type === 'invoice.sent')).toHaveLength(1)
  })

  it('sends what is to be sent, and says when it is due and overdue', async () => {
    const { stripe, draftOf, advance, eventTypes, customer } = await createBilling()
    const { id } = await draftOf([1000], sent)
    expect(await stripe.invoices.sendInvoice(id)).toMatchObject({ status: 'open' })
    expect(await eventTypes()).toContain('invoice.sent')
    advance(11 * day)
    expect(await eventTypes()).toContain('invoice.will_be_due')
    advance(3 * day)
    expect(await eventTypes()).toContain('invoice.overdue')
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ delinquent: true })
    const charged = await draftOf([1000])
    await expect(stripe.invoices.sendInvoice(charged.id)).rejects.toMatchObject({ statusCode: 400 })
  })
})

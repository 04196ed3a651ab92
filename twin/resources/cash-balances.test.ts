import { describe, expect, it } from 'vitest'
import { createTestTwin } from '../test-twin.ts'

async function setUp() {
  const { stripe } = createTestTwin()
  const { id } = await stripe.customers.create()
  const fund = (amount: number, currency = 'eur', reference?: string) =>
    stripe.testHelpers.customers.fundCashBalance(id, { amount, currency, ...(reference ? { reference } : {}) })
  return { stripe, id, fund }
}

describe("a customer's cash balance", () => {
  it('is nothing at first', async () => {
    const { stripe, id } = await setUp()
    expect(await stripe.customers.retrieve(id, { expand: ['cash_balance'] })).toMatchObject({ cash_balance: null })
    expect(await stripe.customers.retrieveCashBalance(id)).toMatchObject({
      object: 'cash_balance',
      available: null,
      customer: id,
      customer_account: null,
      livemode: false,
      settings: { reconciliation_mode: 'automatic', using_merchant_default: true },
    })
  })

  it('grows by bank transfers, each in its currency', async () => {
    const { stripe, id, fund } = await setUp()
    const first = await fund(5000, 'eur', 'Invoice 7')
    expect(first).toMatchObject({
      id: expect.stringMatching(/^ccsbtxn_/),
      object: 'customer_cash_balance_transaction',
      type: 'funded',
      currency: 'eur',
      customer: id,
      net_amount: 5000,
      ending_balance: 5000,
      funded: {
        bank_transfer: {
          reference: 'Invoice 7',
          type: 'eu_bank_transfer',
          eu_bank_transfer: { bic: null, iban_last4: null, sender_name: null },
        },
      },
    })
    const second = await fund(100)
    expect(second.ending_balance).toBe(5100)
    await fund(700, 'usd')
    expect((await stripe.customers.retrieveCashBalance(id)).available).toEqual({ eur: 5100, usd: 700 })
    expect(await stripe.customers.retrieve(id, { expand: ['cash_balance'] })).toMatchObject({
      cash_balance: { available: { eur: 5100, usd: 700 } },
    })
    const { data } = await stripe.customers.listCashBalanceTransactions(id, { limit: 2 })
    expect(data.map(({ net_amount: amount }) => amount)).toEqual([700, 100])
    expect((await stripe.customers.retrieveCashBalanceTransaction(id, second.id)).id).toBe(second.id)
  })

  it('is told of when there is more of it', async () => {
    const { stripe, id, fund } = await setUp()
    const transaction = await fund(5000)
    const { data } = await stripe.events.list({ limit: 2 })
    expect(data.map(({ type }) => type)).toEqual([
      'cash_balance.funds_available',
      'customer_cash_balance_transaction.created',
    ])
    expect(data[0]?.data.object).toMatchObject({ object: 'cash_balance', available: { eur: 5000 }, customer: id })
    expect(data[1]?.data.object).toEqual(JSON.parse(JSON.stringify(transaction)))
  })

  it('is applied as the customer or the account says', async () => {
    const { stripe, id } = await setUp()
    const settle = async (mode: 'manual' | 'merchant_default') =>
      (await stripe.customers.updateCashBalance(id, { settings: { reconciliation_mode: mode } })).settings
    expect(await settle('manual')).toEqual({ reconciliation_mode: 'manual', using_merchant_default: false })
    expect(await settle('merchant_default')).toEqual({ reconciliation_mode: 'automatic', using_merchant_default: true })
    const made = await stripe.customers.create({ cash_balance: { settings: { reconciliation_mode: 'manual' } } })
    expect((await stripe.customers.retrieveCashBalance(made.id)).settings.reconciliation_mode).toBe('manual')
  })

  it('keeps its customer from being deleted', async () => {
    const { stripe, id, fund } = await setUp()
    await fund(1)
    await expect(stripe.customers.del(id)).rejects.toMatchObject({ statusCode: 400 })
  })

  it.each([
    [0, 'eur', 'amount'],
    [1, 'nope', 'currency'],
    [1, 'chf', 'currency'],
  ])('takes no transfer of %i %s', async (amount, currency, param) => {
    const { fund } = await setUp()
    await expect(fund(amount, currency)).rejects.toMatchObject({ statusCode: 400, param })
  })

  it('is that of a customer who is there', async () => {
    const { stripe, id, fund } = await setUp()
    const transaction = await fund(1)
    const { id: other } = await stripe.customers.create()
    const missing = { statusCode: 404, code: 'resource_missing' }
    await expect(stripe.customers.retrieveCashBalance('cus_nobody')).rejects.toMatchObject(missing)
    await expect(stripe.customers.retrieveCashBalanceTransaction(other, transaction.id)).rejects.toMatchObject(missing)
    expect((await stripe.customers.retrieveCashBalanceTransaction(id, transaction.id)).object).toBe(transaction.object)
  })
})

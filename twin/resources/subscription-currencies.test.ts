import { describe, expect, it } from 'vitest'
import { setUpBilling } from './subscriptions-testing.ts'

async function setUp() {
  const set = await setUpBilling()
  const dollars = (amount: number) => ({ currency_options: { usd: { unit_amount: amount } } })
  const [small, big] = [
    await set.createPrice(4_900, 'month', dollars(5_500)),
    await set.createPrice(9_900, 'month', dollars(11_000)),
  ]
  return { ...set, small: small.id, big: big.id }
}

describe('a subscription in one of the other currencies of its prices', () => {
  it('is billed in it, and so is what changes', async () => {
    const { stripe, subscribe, small, big, invoiceOf, customer, advance } = await setUp()
    const subscription = await subscribe({ currency: 'usd', items: [{ price: small }] })
    expect(subscription).toMatchObject({
      currency: 'usd',
      items: { data: [{ price: { id: small, currency: 'eur' } }] },
    })
    expect(await invoiceOf(subscription)).toMatchObject({ currency: 'usd', total: 5_500 })
    const [item] = subscription.items.data
    advance(((item?.current_period_end ?? 0) - (item?.current_period_start ?? 0)) / 2)
    await stripe.subscriptions.update(subscription.id, { items: [{ id: item?.id ?? '', price: big }] })
    const { data } = await stripe.invoiceItems.list({ customer: customer.id })
    expect(data.map(({ amount, currency }) => [amount, currency])).toEqual([
      [5_500, 'usd'],
      [-2_750, 'usd'],
    ])
  })

  it('is refused in one that they do not have', async () => {
    const { subscribe, small } = await setUp()
    const subscribing = subscribe({ currency: 'gbp', items: [{ price: small }] })
    await expect(subscribing).rejects.toMatchObject({ statusCode: 400, param: 'currency' })
  })
})

describe("a line of a subscription's invoice", () => {
  it("has the subscription's metadata", async () => {
    const { subscribe, invoiceOf } = await setUp()
    const { lines } = await invoiceOf(await subscribe({ metadata: { order: '7' } }))
    expect(lines.data).toMatchObject([{ metadata: { order: '7' } }])
  })
})

import { describe, expect, it } from 'vitest'
import { addOptionalItem, removeOptionalItem } from './optional-items.ts'
import { createCheckout } from './testing.ts'

describe('optional_items', () => {
  it('are offered, with the limits of their quantity, and not charged', async () => {
    const { open, line } = await createCheckout()
    const session = await open({
      optional_items: [line('once', { adjustable_quantity: { enabled: true, maximum: 3 } })],
    })
    expect(session).toMatchObject({
      amount_total: 5000,
      optional_items: [{ adjustable_quantity: { enabled: true, maximum: 3, minimum: 0 }, quantity: 1 }],
    })
  })

  it('become a line when they are added, once, and go again', async () => {
    const { stripe, account, open, line } = await createCheckout()
    const { id } = await open({ optional_items: [line('once')] })
    const change = (work: typeof addOptionalItem) =>
      account.run({ kind: 'page' }, (context) => work(context, context.get('checkout.session', id), 0).amount_total)
    expect([change(addOptionalItem), change(addOptionalItem)]).toEqual([10_000, 10_000])
    expect((await stripe.checkout.sessions.listLineItems(id)).data).toHaveLength(2)
    expect(change(removeOptionalItem)).toBe(5000)
  })

  it('refuses eleven, a recurring one for a payment, and setups', async () => {
    const { open, line } = await createCheckout()
    const refused = { statusCode: 400, param: 'optional_items' }
    const many = Array.from({ length: 11 }, () => line('once'))
    await expect(open({ optional_items: many })).rejects.toMatchObject(refused)
    await expect(open({ optional_items: [line('monthly')] })).rejects.toMatchObject(refused)
    const setup = { mode: 'setup', currency: 'eur', optional_items: [line('once')] }
    await expect(open(setup)).rejects.toMatchObject(refused)
    const lines = Array.from({ length: 95 }, () => line('once'))
    const more = lines.slice(0, 6)
    await expect(open({ line_items: lines, optional_items: more })).rejects.toMatchObject(refused)
  })
})

import { describe, expect, it } from 'vitest'
import { createPlans } from './preview-testing.ts'

const details = { address: { country: 'DE' }, tax_exempt: 'reverse' as const }

describe('customer_details of a preview', () => {
  it('stand for a customer who is not there yet', async () => {
    const { stripe, small } = await createPlans()
    const known = await stripe.customers.list()
    const preview = await stripe.invoices.createPreview({
      customer_details: details,
      subscription_details: { items: [{ price: small }] },
    })
    expect(preview).toMatchObject({ customer: null, total: 1000, customer_tax_exempt: 'reverse' })
    expect(preview.customer_address).toMatchObject({ country: 'DE', city: null })
    expect((await stripe.customers.list()).data).toEqual(known.data)
  })

  it('override those of a customer, and change nothing', async () => {
    const { stripe, customer, small } = await createPlans()
    const preview = await stripe.invoices.createPreview({
      customer,
      customer_details: details,
      subscription_details: { items: [{ price: small }] },
    })
    expect(preview).toMatchObject({ customer, customer_tax_exempt: 'reverse' })
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ tax_exempt: 'none' })
  })

  it.each(['tax', 'tax_ids'])('refuse `%s` by name', async (name) => {
    const { stripe } = await createPlans()
    const given = name === 'tax' ? { ip_address: '1.2.3.4' } : [{ type: 'eu_vat' as const, value: 'DE123456789' }]
    const asking = stripe.invoices.createPreview({ customer_details: { [name]: given } })
    await expect(asking).rejects.toMatchObject({ code: 'twin_not_played', message: expect.stringContaining(name) })
  })
})

describe('cancel_now with a proration date', () => {
  it('credits what is unused from then on', async () => {
    const { stripe, subscribe } = await createPlans()
    const { id, items } = await subscribe()
    const { current_period_start: start = 0, current_period_end: end = 0 } = items.data[0] ?? {}
    const halfway = { cancel_now: true, proration_date: (start + end) / 2 }
    const preview = await stripe.invoices.createPreview({ subscription: id, subscription_details: halfway })
    expect(preview.total).toBe(-1000)
  })
})

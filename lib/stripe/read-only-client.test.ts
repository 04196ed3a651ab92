import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedTwin, serveTwin } from '../../twin/serve-twin.ts'
import { createStripe, type StripeClient } from './client.ts'
import { createReadOnlyStripe } from './read-only-client.ts'

const secretKey = 'sk_test_of_a_preview'
let served: ServedTwin
let stripe: StripeClient
let readOnly: StripeClient
let customer: string
beforeAll(async () => {
  served = await serveTwin()
  const env = { secretKey, apiUrl: served.base }
  stripe = createStripe(env)
  readOnly = createReadOnlyStripe(env, { leadsTo: '/instead' })
  customer = (await stripe.customers.create({ name: 'Globex GmbH' })).id
})
afterAll(() => served.close())

async function createInvoice(): Promise<string> {
  const { id } = await stripe.invoices.create({
    customer,
    currency: 'eur',
    collection_method: 'send_invoice',
    days_until_due: 14,
  })
  await stripe.invoiceItems.create({ customer, invoice: id, amount: 1200, currency: 'eur' })
  await stripe.invoices.finalizeInvoice(String(id))
  return String(id)
}

describe('createReadOnlyStripe', () => {
  it('reads as any other client', async () => {
    expect(await readOnly.customers.retrieve(customer)).toMatchObject({ id: customer, name: 'Globex GmbH' })
  })

  it('writes nothing, and asks Stripe for none of it', async () => {
    const { ledger } = served.twin.account(secretKey)
    const last = ledger.list().at(-1)?.sequence
    const writes = [
      () => readOnly.customerSessions.create({ customer, components: { buy_button: { enabled: true } } }),
      () => readOnly.billingPortal.sessions.create({ customer }),
      () => readOnly.setupIntents.create({ customer }),
      () => readOnly.customers.update(customer, { name: 'Other' }),
      () => readOnly.customers.del(customer),
    ]
    for (const write of writes) await expect(write()).rejects.toMatchObject({ statusCode: 403 })
    expect(ledger.list(last)).toEqual([])
  })

  it('gives no address at Stripe and no secret away', async () => {
    const id = await createInvoice()
    expect((await stripe.invoices.retrieve(id)).hosted_invoice_url).toMatch(/^http/)
    const invoice = await readOnly.invoices.retrieve(id, { expand: ['confirmation_secret'] })
    expect(invoice).toMatchObject({ id, hosted_invoice_url: '/instead', invoice_pdf: '/instead' })
    expect(invoice.confirmation_secret).toBeNull()
    const [listed] = (await readOnly.invoices.list({ customer })).data
    expect(listed?.hosted_invoice_url).toBe('/instead')
  })
})

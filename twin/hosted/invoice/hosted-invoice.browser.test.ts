import { afterAll, beforeAll, describe, it } from 'vitest'
import { type HostSite, openHostSite } from '../../browser/testing/host-site.ts'
import { checkLooks, looks } from '../testing/check-looks.ts'

let site: HostSite

beforeAll(async () => {
  site = await openHostSite()
})
afterAll(() => site?.close())

/** An invoice that says all that one can say. */
async function createInvoice() {
  const { stripe } = site
  const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'once', name: 'Autumn' })
  const customer = await stripe.customers.create({ name: 'Globex', balance: -1000 })
  const draft = await stripe.invoices.create({
    customer: customer.id,
    currency: 'eur',
    collection_method: 'send_invoice',
    days_until_due: 30,
    description: 'Thanks',
    footer: 'Registered in Berlin',
    discounts: [{ coupon: coupon.id }],
  })
  await stripe.invoiceItems.create({ customer: customer.id, invoice: draft.id, amount: 10_000, currency: 'eur' })
  return stripe.invoices.finalizeInvoice(draft.id)
}

describe('the page of an invoice in a browser', () => {
  it.each(looks)('is accessible and fits, also after a decline: $width px, $colorScheme', async (look) => {
    const { hosted_invoice_url: url } = await createInvoice()
    const page = await site.newPage(look.width)
    await page.emulateMedia({ colorScheme: look.colorScheme })
    await page.goto(url ?? '')
    await checkLooks(page)
    await page.getByRole('button', { name: 'Pay' }).click()
    await page.getByRole('alert').waitFor()
    await checkLooks(page)
    await page.context().close()
  })
})

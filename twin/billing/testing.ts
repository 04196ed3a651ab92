import { createShop } from '../discounts/testing.ts'

/** As `collection_method` and due date, for invoices that are sent. */
export const sent = { collection_method: 'send_invoice' as const, days_until_due: 14 }

/** A shop with drafts over amounts, and open invoices over one. */
export async function createBilling(card?: string) {
  const shop = await createShop(card)
  const { stripe, customer } = shop
  const draftOf = async (amounts: number[], more = {}) => {
    for (const amount of amounts) await stripe.invoiceItems.create({ customer, amount, currency: 'usd' })
    return stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include', ...more })
  }
  const openOf = async (amount: number, more = {}) => {
    const draft = await draftOf([amount], { auto_advance: false, ...more })
    return stripe.invoices.finalizeInvoice(draft.id)
  }
  return { ...shop, draftOf, openOf }
}

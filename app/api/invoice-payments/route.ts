import { z } from 'zod'
import { getInvoicePayment } from '#lib/invoices/get-invoice-payment.ts'
import { invoiceIdPattern } from '#lib/invoices/get-payable-invoice.ts'
import { getServices } from '#lib/services.ts'
import { readJson } from '#lib/web/read-json.ts'
import { requireAdmission } from '#lib/web/require-admission.ts'
import { respond } from '#lib/web/respond.ts'

const body = z.strictObject({
  invoice: z.string().regex(invoiceIdPattern, 'is not the id of an invoice: it starts with in_'),
})

export const POST = respond(async (request: Request) => {
  const { login, resolved } = await requireAdmission(request)
  const { invoice } = await readJson(request, body)
  const { clientSecret, hasSetupFutureUsage } = await getInvoicePayment(getServices(), { login, resolved, invoice })
  return { client_secret: clientSecret, has_setup_future_usage: hasSetupFutureUsage }
})

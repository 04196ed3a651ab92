import { list, retrieve } from '../kernel/common-operations.ts'
import type { Resource } from '../kernel/resource.ts'

type PaymentFilter = { type: string; payment_intent?: string; payment_record?: string }

/** https://docs.stripe.com/api/invoice-payment */
export const invoicePayments: Resource = {
  operations: {
    'invoicePayments.retrieve': retrieve('invoice_payment'),
    'invoicePayments.list': list('invoice_payment', {
      by: ['invoice', 'status'],
      where: {
        payment: ({ payment }, { type, payment_intent: intent, payment_record: record }: PaymentFilter) =>
          payment.type === type &&
          (intent === undefined || payment.payment_intent === intent) &&
          (record === undefined || payment.payment_record === record),
      },
    }),
  },
}

import { list, retrieve } from '../kernel/common-operations.ts'
import type { Resource } from '../kernel/resource.ts'

/** https://docs.stripe.com/api/charges: what an attempt at money leaves; made by payment intents alone. */
export const charges: Resource = {
  operations: {
    'charges.retrieve': retrieve('charge'),
    'charges.list': list('charge', { by: ['customer', 'payment_intent'] }),
  },
}

import { list, retrieve } from '../kernel/common-operations.ts'
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import type { Resource } from '../kernel/resource.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import { createRefund, settleRefund, tellOfRefund } from '../payments/refund-charge.ts'

/** https://docs.stripe.com/api/refunds */
export const refunds: Resource = {
  operations: {
    'refunds.create': (context) => createRefund(context, context.params),
    'refunds.retrieve': retrieve('refund'),
    'refunds.update': updateRefund,
    'refunds.list': list('refund', { by: ['charge', 'payment_intent'] }),
    'refunds.cancel': (context) => {
      const { status } = context.get('refund', context.id)
      throw invalidRequest(
        `You can only cancel a refund with the status requires_action; this one has the status ${status}.`,
      )
    },
  },
  jobs: { 'refund.settle': settleRefund },
}

function updateRefund(context: Context<Params<'refunds.update'>>) {
  const before = context.get('refund', context.id)
  const refund = context.update(before, { metadata: mergeMetadata(before.metadata, context.params.metadata) })
  tellOfRefund(context, refund, before)
  return refund
}

// A charge without an intent, from a token: as it was done before intents, and as `stripe trigger charge.succeeded` does.
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import { cardError, invalidRequest, parameterMissing } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import { createPaymentMethod } from '../resources/payment-methods.ts'
import { authenticationRequired, type Charge, insertCharge, judgeCharge } from './charge-card.ts'
import { checkChargeAmount, readCurrency } from './currencies.ts'
import { refuseNotPlayed } from './intent-fields.ts'

const absent = [
  ...['application_fee', 'application_fee_amount', 'destination', 'on_behalf_of', 'radar_options', 'transfer_data'],
]

export function createCharge(context: Context<Params<'charges.create'>>): Charge {
  const { params } = context
  refuseNotPlayed(params, absent, 'charges')
  if (params.amount === undefined) throw parameterMissing('amount')
  if (!params.currency) throw parameterMissing('currency')
  const currency = readCurrency(params.currency)
  checkChargeAmount(params.amount, currency)
  if (!params.source)
    throw invalidRequest('Must provide source or customer.', { code: 'parameter_missing', param: 'source' })
  const customer = params.customer ? context.get('customer', params.customer, 'customer').id : null
  const method = createPaymentMethod(context, { type: 'card', card: { token: params.source } } as Parameters<
    typeof createPaymentMethod
  >[1])
  const verdict = judgeCharge(context, method, { customer, isAuthenticated: false, isOffSession: true })
  const decline =
    verdict.kind === 'approved' ? undefined : 'decline' in verdict ? verdict.decline : authenticationRequired
  const charge = insertCharge(
    context,
    {
      amount: params.amount,
      currency,
      customer,
      description: params.description ?? null,
      metadata: mergeMetadata({}, params.metadata),
      payment_method: method.id,
      receipt_email: params.receipt_email ?? null,
      shipping: (params.shipping ?? null) as Charge['shipping'],
      statement_descriptor: params.statement_descriptor ?? null,
      statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
      transfer_group: params.transfer_group ?? null,
    },
    method,
    { decline, isHeld: params.capture === false },
  )
  if (decline) throw cardError({ ...decline, charge: charge.id })
  return charge
}

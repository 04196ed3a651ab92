// A charge without an intent, from a token: as it was done before intents, and as `stripe trigger charge.succeeded` does.
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import { cardError, invalidRequest, parameterMissing } from '../kernel/stripe-error.ts'
import type { Params } from '../kernel/wire.ts'
import { createPaymentMethod } from '../resources/payment-methods.ts'
import { isCardSource } from './card-source.ts'
import { authenticationRequired, type Charge, insertCharge, judgeCharge } from './charge-card.ts'
import { checkChargeAmount, readCurrency } from './currencies.ts'
import { refuseNotPlayed } from './intent-fields.ts'
import type { PaymentMethodData } from './payment-method-fields.ts'

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
  const customer = params.customer ? context.get('customer', params.customer, 'customer').id : null
  const method = sourceOf(context, params)
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

/** A token, or one of the customer's sources: the default one, if none is named. */
function sourceOf(context: Context, { source, customer: id }: Params<'charges.create'>) {
  const customer = context.find('customer', id)
  if (!source && !customer)
    throw invalidRequest('Must provide source or customer.', { code: 'parameter_missing', param: 'source' })
  const saved = (source ?? customer?.default_source ?? '') as string
  if (!source && !saved)
    throw invalidRequest('Cannot charge a customer that has no active card', { code: 'missing', param: 'card' })
  const method = context.find('payment_method', saved)
  if (!method || !isCardSource(method)) {
    return createPaymentMethod(context, { type: 'card', card: { token: saved } } as PaymentMethodData)
  }
  if (method.customer === customer?.id) return method
  throw invalidRequest(`Customer ${id} does not have a linked source with ID ${saved}.`, {
    code: 'missing',
    param: 'source',
  })
}

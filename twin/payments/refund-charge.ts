// Money goes back: at once, a little later, or not at all, as the test card has it.
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import { invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { recordBalanceTransaction } from './balance.ts'
import type { Charge } from './charge-card.ts'
import { formatAmount } from './currencies.ts'
import { behaviourOf } from './payment-method-fields.ts'

export type Refund = StripeObject<'refund'>
type RefundParams = Params<'refunds.create'>

const bankSeconds = 2

export function createRefund(context: Context, params: RefundParams): Refund {
  for (const name of ['origin', 'instructions_email', 'refund_application_fee', 'reverse_transfer'] as const)
    if (params[name]) throw notPlayed(`the parameter "${name}" of refunds`)
  const charge = chargeOf(context, params)
  const amount = refundable(context, charge, params.amount)
  const { refunds } = behaviourOf(methodOf(context, charge))
  const id = context.newId('re')
  const isPending = refunds === 'pending'
  const refund = context.insert('refund', {
    id,
    amount,
    balance_transaction: recordBalanceTransaction(context, {
      amount: -amount,
      currency: charge.currency,
      source: id,
      type: 'refund',
      description: charge.description ? `REFUND FOR CHARGE (${charge.description})` : 'REFUND FOR CHARGE',
    }).id,
    charge: charge.id,
    currency: charge.currency,
    customer: charge.customer as string | null,
    destination_details: { type: 'card', card: cardDestination(isPending) },
    metadata: mergeMetadata({}, params.metadata),
    payment_intent: charge.payment_intent as string | null,
    payment_method: charge.payment_method,
    ...(isPending ? { pending_reason: 'processing' as const } : {}),
    reason: params.reason ?? null,
    status: isPending ? 'pending' : 'succeeded',
  } as Partial<Refund>)
  context.emit('refund.created', refund)
  returnMoney(context, charge, amount)
  if (refunds) context.schedule('refund.settle', id, context.now() + bankSeconds)
  return refund
}

/** The bank's answer to a refund that was not final. */
export function settleRefund(context: Context, id: string) {
  const before = context.get('refund', id)
  const charge = context.get('charge', before.charge as string)
  if (before.status === 'pending') {
    const done = context.update(before, {
      status: 'succeeded',
      pending_reason: undefined,
      destination_details: { type: 'card', card: cardDestination(false) },
    })
    return tellOfRefund(context, done, before)
  }
  const back = recordBalanceTransaction(context, {
    amount: before.amount,
    currency: before.currency,
    source: id,
    type: 'refund_failure',
    description: null,
  })
  const failed = context.update(before, {
    status: 'failed',
    failure_reason: 'expired_or_canceled_card',
    failure_balance_transaction: back.id,
  })
  context.update(charge, { amount_refunded: charge.amount_refunded - before.amount, refunded: false })
  context.emit('refund.failed', failed)
  tellOfRefund(context, failed, before)
}

export function tellOfRefund(context: Context, refund: Refund, before: Refund) {
  context.emit('refund.updated', refund, before)
  context.emit('charge.refund.updated', refund, before)
}

/** Also for a hold that is let go: nothing was captured, all of it is the customer's again. */
export function returnMoney(context: Context, charge: Charge, amount: number): Charge {
  const total = charge.amount_refunded + amount
  const refunded = context.update(charge, { amount_refunded: total, refunded: total === charge.amount })
  context.emit('charge.refunded', refunded, charge)
  return refunded
}

export function methodOf(context: Context, charge: Charge): StripeObject<'payment_method'> {
  return context.get('payment_method', charge.payment_method ?? '')
}

function chargeOf(context: Context, { charge, payment_intent: intentId }: RefundParams): Charge {
  if (!charge && !intentId)
    throw invalidRequest('One of the following params should be provided for this request: payment_intent or charge.', {
      code: 'parameter_missing',
      param: 'payment_intent',
    })
  if (!intentId) return context.get('charge', charge ?? '', 'charge')
  const intent = context.get('payment_intent', intentId, 'payment_intent')
  const latest = context.find('charge', intent.latest_charge as string | null)
  if (charge && charge !== latest?.id)
    throw invalidRequest(`The charge ${charge} does not belong to the PaymentIntent ${intentId}.`, { param: 'charge' })
  if (!latest?.captured || latest.status !== 'succeeded')
    throw invalidRequest(`This PaymentIntent (${intentId}) does not have a successful charge to refund.`, {
      param: 'payment_intent',
    })
  return latest
}

function refundable(context: Context, charge: Charge, wanted: number | undefined): number {
  if (charge.status !== 'succeeded' || !charge.captured)
    throw invalidRequest(`Charge ${charge.id} cannot be refunded: it has not been captured.`, {
      code: 'charge_not_refundable',
      param: 'charge',
    })
  if (context.list('dispute', (one) => one.charge === charge.id && !one.is_charge_refundable).length > 0)
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
      param: 'charge',
    })
  const rest = charge.amount - charge.amount_refunded
  if (charge.refunded || rest === 0)
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' })
  const amount = wanted ?? rest
  if (amount < 1)
    throw invalidRequest('Invalid positive integer', { param: 'amount', code: 'parameter_invalid_integer' })
  if (amount > rest) {
    const [given, left] = [formatAmount(amount, charge.currency), formatAmount(rest, charge.currency)]
    const limit = charge.amount_refunded === 0 ? 'charge amount' : 'unrefunded amount on charge'
    throw invalidRequest(`Refund amount (${given}) is greater than ${limit} (${left})`, { param: 'amount' })
  }
  return amount
}

function cardDestination(isPending: boolean) {
  return isPending
    ? { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' }
    : {
        reference: '4242424242424242',
        reference_status: 'available',
        reference_type: 'acquirer_reference_number',
        type: 'refund',
      }
}

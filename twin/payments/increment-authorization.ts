// A hold that grows: the customer stays longer, and the bank is asked for more.
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import { cardError, invalidRequest } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { judgeCharge } from './charge-card.ts'
import { checkChargeAmount } from './currencies.ts'
import { refuseNotPlayed } from './intent-fields.ts'
import { readIntentFields } from './payment-intent-fields.ts'
import { unexpectedState } from './payment-intent-states.ts'
import { methodOf } from './refund-charge.ts'

type PaymentIntent = StripeObject<'payment_intent'>
type Charge = StripeObject<'charge'>

const mostAttempts = 10

export function incrementAuthorization(
  context: Context<Params<'paymentIntents.incrementAuthorization'>>,
): PaymentIntent {
  const before = context.get('payment_intent', context.id)
  if (before.status !== 'requires_capture') throw unexpectedState(before, 'increment')
  const { amount, metadata, expand: _, ...given } = context.params
  refuseNotPlayed(given, ['application_fee_amount', 'transfer_data', 'hooks'], 'incremental authorizations')
  const charge = context.get('charge', before.latest_charge as string)
  refuseGrowth(before, charge, amount)
  const counted = context.update(before, { _increments: (before._increments ?? 0) + 1 })
  const method = methodOf(context, charge)
  const verdict = judgeCharge(context, method, {
    customer: before.customer,
    isAuthenticated: true,
    isOffSession: false,
  })
  if (verdict.kind === 'declined') throw cardError({ ...verdict.decline, charge: charge.id, payment_intent: counted })
  const grown = context.update(charge, { amount, payment_method_details: detailsWith(charge, amount) })
  context.emit('charge.updated', grown, charge)
  const intent = context.update(counted, {
    ...readIntentFields(context, given as Parameters<typeof readIntentFields>[1], {
      amount,
      currency: before.currency,
      before: counted,
    }),
    amount,
    amount_capturable: amount,
    metadata: mergeMetadata(before.metadata, metadata),
  })
  context.emit('payment_intent.amount_capturable_updated', intent)
  return intent
}

function refuseGrowth(intent: PaymentIntent, charge: Charge, amount: number) {
  const { card } = charge.payment_method_details ?? {}
  if (card?.incremental_authorization?.status !== 'available')
    throw invalidRequest('This PaymentIntent is not eligible for incremental authorization.', {
      code: 'payment_intent_incompatible_payment_method',
      payment_intent: intent,
    })
  if (amount <= intent.amount)
    throw invalidRequest('The amount must be greater than the currently authorized amount.', {
      code: 'amount_too_small',
      param: 'amount',
    })
  checkChargeAmount(amount, intent.currency)
  if ((intent._increments ?? 0) >= mostAttempts)
    throw invalidRequest(`This PaymentIntent has reached the maximum of ${mostAttempts} incremental authorizations.`, {
      payment_intent: intent,
    })
}

function detailsWith({ payment_method_details: details }: Charge, amount: number) {
  const { card } = details ?? {}
  if (!details || !card) return details
  const overcapture = { ...card.overcapture, maximum_amount_capturable: amount }
  return { ...details, card: { ...card, amount_authorized: amount, overcapture } } as Charge['payment_method_details']
}

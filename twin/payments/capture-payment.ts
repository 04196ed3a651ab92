// Money that the bank holds: taken, or let go.
import type { Context } from '../kernel/context.ts'
import { mergeMetadata } from '../kernel/metadata.ts'
import { belowMinimum, invalidRequest, notPlayed } from '../kernel/stripe-error.ts'
import type { Params, StripeObject } from '../kernel/wire.ts'
import { type Charge, settleCharge } from './charge-card.ts'
import { refuseNotPlayed } from './intent-fields.ts'
import { readIntentFields } from './payment-intent-fields.ts'
import { cancelable, unexpectedState } from './payment-intent-states.ts'
import { methodOf, returnMoney } from './refund-charge.ts'

type PaymentIntent = StripeObject<'payment_intent'>

export function capturePaymentIntent(context: Context<Params<'paymentIntents.capture'>>): PaymentIntent {
  const before = context.get('payment_intent', context.id)
  if (before.status !== 'requires_capture') throw unexpectedState(before, 'capture')
  const { amount_to_capture: wanted, final_capture: isFinal, metadata, ...given } = context.params
  refuseNotPlayed(given, ['application_fee_amount', 'transfer_data', 'hooks'], 'captures')
  if (isFinal === false) throw notPlayed('captures that are not the last (`final_capture: false`)')
  const amount = wanted ?? before.amount_capturable
  checkCapture(amount, before.amount_capturable, 'amount_to_capture')
  const { amount_details: details, ...fields } = given
  const charge = context.find('charge', before.latest_charge as string | null)
  if (charge) captureCharge(context, charge, amount)
  context.unschedule('payment.expire', before.id)
  const captured = context.update(before, {
    ...readIntentFields(
      context,
      { ...fields, ...(details ? { amount_details: details } : {}) } as Parameters<typeof readIntentFields>[1],
      { amount, currency: before.currency, before },
    ),
    metadata: mergeMetadata(before.metadata, metadata),
    status: 'succeeded',
    amount_received: amount,
    amount_capturable: 0,
  })
  context.emit('payment_intent.succeeded', captured)
  return captured
}

/** What is not taken goes back at once. */
export function captureCharge(context: Context, charge: Charge, amount: number): Charge {
  const taken = context.update(charge, {
    captured: true,
    amount_captured: amount,
    amount_refunded: charge.amount - amount,
  })
  const settled = settleCharge(context, taken, methodOf(context, charge))
  context.emit('charge.captured', settled, charge)
  return settled
}

export function checkCapture(amount: number, most: number, param: string) {
  if (amount < 1) throw belowMinimum(1, param)
  if (amount > most)
    throw invalidRequest('The amount to capture is greater than the amount that can be captured.', {
      param,
      code: 'amount_too_large',
    })
}

export function cancelPaymentIntent(
  context: Context,
  before: PaymentIntent,
  reason: PaymentIntent['cancellation_reason'],
): PaymentIntent {
  if (!cancelable.includes(before.status)) throw unexpectedState(before, 'cancel')
  const charge = context.find('charge', before.latest_charge as string | null)
  if (charge && before.status === 'requires_capture') {
    const released = returnMoney(context, charge, charge.amount)
    if (reason === 'automatic') context.emit('charge.expired', released)
  }
  context.unschedule('payment.expire', before.id)
  const canceled = context.update(before, {
    status: 'canceled',
    amount_capturable: 0,
    canceled_at: context.now(),
    cancellation_reason: reason,
    next_action: null,
  })
  context.emit('payment_intent.canceled', canceled)
  return canceled
}

/** A hold that nobody captured in time. */
export function expireHold(context: Context, id: string) {
  const intent = context.find('payment_intent', id)
  if (intent?.status === 'requires_capture') cancelPaymentIntent(context, intent, 'automatic')
}

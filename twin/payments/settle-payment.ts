// How an attempt to pay ends, at once or when the bank answers.
import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { attachPaymentMethod } from '../resources/payment-methods.ts'
import { type Charge, recordCharge, settleCharge } from './charge-card.ts'
import { checkedDetails, holdSeconds } from './charge-details.ts'
import { isHeldFor, usageFor } from './method-options.ts'
import { declineError, lastError } from './payment-error.ts'
import { delayOf } from './payment-method-fields.ts'
import type { Decline } from './test-cards.ts'

type PaymentIntent = StripeObject<'payment_intent'>
type PaymentMethod = StripeObject<'payment_method'>

export function settlePayment(
  context: Context,
  intent: PaymentIntent,
  method: PaymentMethod,
  { isAuthenticated, mandate }: { isAuthenticated: boolean; mandate?: string | undefined },
): PaymentIntent {
  const used = useMethod(context, intent, method)
  if (delayOf(method)) return awaitBank(context, intent, used, mandate)
  const charge = recordCharge(context, intent, used, { isAuthenticated })
  if (!isHeldFor(intent, used.type)) return succeed(context, intent, charge)
  context.schedule('payment.expire', intent.id, context.now() + holdSeconds)
  const held = context.update(intent, {
    status: 'requires_capture',
    amount_capturable: intent.amount,
    latest_charge: charge.id,
    next_action: null,
    last_payment_error: null,
  })
  context.emit('payment_intent.amount_capturable_updated', held)
  return held
}

/** The bank's answer to a debit. */
export function finishDebit(context: Context, id: string) {
  const intent = context.find('payment_intent', id)
  if (intent?.status !== 'processing') return
  const method = context.get('payment_method', intent.payment_method as string)
  const charge = context.get('charge', intent.latest_charge as string)
  const decline = delayOf(method)?.fails
  if (!decline) {
    const paid = settleCharge(context, context.update(charge, { status: 'succeeded', paid: true }), method)
    context.emit('charge.succeeded', paid)
    succeed(context, intent, paid)
    return
  }
  const failed = context.update(charge, {
    status: 'failed',
    failure_code: decline.code,
    failure_message: decline.message,
    captured: false,
    amount_captured: 0,
    receipt_url: null,
  })
  context.emit('charge.failed', failed)
  failPayment(context, intent, method, decline, charge.id)
}

export function declinePayment(context: Context, intent: PaymentIntent, method: PaymentMethod, decline: Decline) {
  const charge = recordCharge(context, intent, method, { decline })
  const failed = failPayment(context, intent, method, decline, charge.id)
  return Object.assign(declineError(decline, method, failed, { charge: charge.id }), { failed })
}

export function failPayment(
  context: Context,
  intent: PaymentIntent,
  method: PaymentMethod,
  decline: Decline,
  charge?: string,
): PaymentIntent {
  const failed = context.update(intent, {
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    processing: null,
    ...(charge ? { latest_charge: charge } : {}),
    last_payment_error: lastError(decline, method, charge ? { charge } : {}),
    _isAuthenticated: false,
  })
  context.emit('payment_intent.payment_failed', failed)
  return failed
}

/** Saved for the customer where future usage asks for it; without a customer it has paid for the last time. */
function useMethod(context: Context, intent: PaymentIntent, method: PaymentMethod): PaymentMethod {
  const saved =
    intent.customer && usageFor(intent, method.type)
      ? attachPaymentMethod(context, method, intent.customer as string)
      : method
  if (!saved.card) return saved.customer ? saved : context.update(saved, { _isSpent: true })
  const card = { ...saved.card, checks: checkedDetails(saved.card.checks) }
  return context.update(saved, { card, ...(saved.customer ? {} : { _isSpent: true }) })
}

function awaitBank(context: Context, intent: PaymentIntent, method: PaymentMethod, mandate?: string): PaymentIntent {
  const charge = recordCharge(context, intent, method, { isPending: true, mandate })
  const seconds = delayOf(method)?.seconds ?? 0
  if (Number.isFinite(seconds)) context.schedule('payment.finish', intent.id, context.now() + seconds)
  const processing = context.update(intent, {
    status: 'processing',
    latest_charge: charge.id,
    next_action: null,
    last_payment_error: null,
  })
  context.emit('payment_intent.processing', processing)
  return processing
}

function succeed(context: Context, intent: PaymentIntent, charge: Charge): PaymentIntent {
  const paid = context.update(intent, {
    status: 'succeeded',
    amount_received: intent.amount,
    amount_capturable: 0,
    latest_charge: charge.id,
    next_action: null,
    last_payment_error: null,
    processing: null,
  })
  context.emit('payment_intent.succeeded', paid)
  return paid
}

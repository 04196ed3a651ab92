// How a session ends that somebody paid, at once or when the bank answers.
import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'
import { delayOf } from '../payments/payment-method-fields.ts'
import { invoicePurchase } from './purchase-invoice.ts'
import type { Session } from './session-lines.ts'

export type Intent = StripeObject<'payment_intent'> | StripeObject<'setup_intent'>

/** After the payer's step, or after authentication: the intent's state decides. */
export function finishSession(context: Context, before: Session, intent: Intent | undefined): Session {
  const isOver = !intent || ['succeeded', 'processing', 'requires_capture'].includes(intent.status)
  const current = context.get('checkout.session', before.id)
  if (!isOver) return context.update(current, { _attempt: intent.status === 'requires_action' ? intent.id : null })
  context.unschedule('checkout.expire', before.id)
  const isPayment = intent?.object === 'payment_intent'
  const isPaid = isPayment && intent.status === 'succeeded'
  const invoiced = isPayment && !isPaid ? current : invoicePurchase(context, current, isPayment ? intent : undefined)
  const done = context.update(invoiced, {
    status: 'complete',
    url: null,
    payment_status: isPaid ? 'paid' : isPayment ? 'unpaid' : 'no_payment_required',
    // A debit that the bank has yet to answer is still remembered.
    _attempt: isPayment && !isPaid ? intent.id : null,
  })
  context.emit('checkout.session.completed', done)
  return done
}

/** The bank's answer to a debit, or a capture, after its session was complete. */
export function settleDelayed(context: Context, intentId: string, status: 'paid' | 'unpaid') {
  const intent = context.get('payment_intent', intentId)
  const method = context.find(
    'payment_method',
    (intent.payment_method ?? intent.last_payment_error?.payment_method?.id) as string,
  )
  const isDelayed = method !== undefined && delayOf(method) !== undefined
  if (!isDelayed && intent.capture_method !== 'manual') return
  const [session] = context.list('checkout.session', (one) => one.status === 'complete' && one._attempt === intentId)
  if (!session) return
  const invoiced = status === 'paid' ? invoicePurchase(context, session, intent) : session
  const settled = context.update(invoiced, { payment_status: status, _attempt: null })
  if (isDelayed)
    context.emit(
      status === 'paid' ? 'checkout.session.async_payment_succeeded' : 'checkout.session.async_payment_failed',
      settled,
    )
}

// The end of a session that nobody completed, and the way back from it.
import type { Context } from '../kernel/context.ts'
import { invalidRequest } from '../kernel/stripe-error.ts'
import { cancelPaymentIntent } from '../payments/capture-payment.ts'
import { cancelSetupIntent } from '../resources/setup-intents.ts'
import { createSession } from './create-session.ts'
import type { Session } from './session-lines.ts'

const recoverySeconds = 30 * 86_400

export function expireSession(context: Context, before: Session): Session {
  if (before.status !== 'open') {
    throw invalidRequest(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${before.status}\`.`,
    )
  }
  context.unschedule('checkout.expire', before.id)
  const setup = context.find('setup_intent', before.setup_intent as string | null)
  if (setup) cancelSetupIntent(context, setup)
  const payment = context.find('payment_intent', before.payment_intent as string | null)
  if (payment) cancelPaymentIntent(context, payment, 'expired')
  const recovery = before.after_expiration?.recovery
  const expired = context.update(before, {
    status: 'expired',
    url: null,
    client_secret: null,
    ...(recovery?.enabled
      ? {
          after_expiration: {
            recovery: {
              ...recovery,
              expires_at: context.now() + recoverySeconds,
              url: `${context.base}/c/recover/${before.id}`,
            },
          },
        }
      : {}),
  })
  context.emit('checkout.session.expired', expired)
  return expired
}

/** A new session in the place of an expired one, for whoever has its recovery address in time. */
export function recoverSession(context: Context, expired: Session): Session | undefined {
  const recovery = expired.after_expiration?.recovery
  if (!recovery?.url || (recovery.expires_at ?? 0) <= context.now()) return undefined
  const { expires_at: _, ...given } = expired._given ?? {}
  const codes = recovery.allow_promotion_codes && !given.discounts ? { allow_promotion_codes: true } : {}
  return createSession(context, { ...given, ...codes }, expired.id)
}

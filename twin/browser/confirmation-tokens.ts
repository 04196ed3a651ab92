import type { Context } from '../kernel/context.ts'
import type { StripeObject } from '../kernel/wire.ts'

const lifetimeSeconds = 12 * 60 * 60

type TokenParams = {
  payment_method: string
  return_url?: string
  setup_future_usage?: StripeObject<'confirmation_token'>['setup_future_usage']
}

declare module '../kernel/wire.ts' {
  interface HiddenFields {
    /** What the token stands for when an intent is confirmed with it. */
    confirmation_token: { _paymentMethod: string; _isUsed: boolean }
  }
}

/** `POST /v1/confirmation_tokens`, which Stripe.js alone may call. */
export function createConfirmationToken(context: Context<unknown>) {
  return insertConfirmationToken(context, context.params as TokenParams)
}

export function insertConfirmationToken(
  context: Context,
  { payment_method, return_url, setup_future_usage }: TokenParams,
): StripeObject<'confirmation_token'> {
  const method = context.get('payment_method', payment_method, 'payment_method')
  const { type, billing_details, allow_redisplay, customer, customer_account } = method
  const own = { [type]: method[type as 'card'] }
  return context.insert('confirmation_token', {
    expires_at: context.now() + lifetimeSeconds,
    mandate_data: null,
    payment_method_options: { card: type === 'card' ? { cvc_token: null } : null },
    return_url: return_url ?? null,
    setup_future_usage: setup_future_usage ?? null,
    payment_method_preview: { type, ...own, billing_details, allow_redisplay, customer, customer_account },
    use_stripe_sdk: true,
    _paymentMethod: method.id,
  } as Partial<StripeObject<'confirmation_token'>>)
}

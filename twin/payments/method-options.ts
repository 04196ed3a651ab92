// What an intent's `payment_method_options` say about the type that it is paid with.
import type { StripeObject } from '../kernel/wire.ts'

type Options = {
  capture_method?: string
  request_incremental_authorization?: string
  request_three_d_secure?: string
  setup_future_usage?: string
}
type Intent = Pick<StripeObject<'payment_intent' | 'setup_intent'>, 'payment_method_options'>
type PaymentIntent = StripeObject<'payment_intent'>

/** The type's own word goes before the intent's; `none` takes it back. */
export function usageFor(intent: PaymentIntent, type: string): string | null {
  const own = optionsOf(intent, type).setup_future_usage
  return own === 'none' ? null : own || intent.setup_future_usage
}

export function isHeldFor(intent: PaymentIntent, type: string): boolean {
  return (optionsOf(intent, type).capture_method || intent.capture_method) === 'manual'
}

export function asksThreeDSecure(intent: Intent): boolean {
  const asked = optionsOf(intent, 'card').request_three_d_secure
  return asked === 'any' || asked === 'challenge'
}

export function asksIncrements(intent: Intent): boolean {
  return optionsOf(intent, 'card').request_incremental_authorization === 'if_available'
}

function optionsOf({ payment_method_options: options }: Intent, type: string): Options {
  return (options as Record<string, Options> | null)?.[type] ?? {}
}

import type { StripeObject } from '../../kernel/wire.ts'

type Settings = StripeObject<'invoice'>['payment_settings']
type Options = NonNullable<NonNullable<StripeObject<'subscription'>['payment_settings']>['payment_method_options']>

/** How an invoice is paid, as its subscription says; networks and most mandates are the subscription's alone. */
export function paymentSettingsOf(subscription: StripeObject<'subscription'> | undefined): Settings {
  const { payment_method_options: options, payment_method_types: types = null } = subscription?.payment_settings ?? {}
  return {
    default_mandate: null,
    payment_method_options: options ? optionsOf(options) : null,
    payment_method_types: types,
  }
}

function optionsOf({ card, blik, pix, ...shared }: Options): Settings['payment_method_options'] {
  return {
    ...shared,
    ...(card ? { card: { request_three_d_secure: card.request_three_d_secure ?? null } } : {}),
    ...(blik ? { blik: {} } : {}),
    ...(pix ? { pix: { amount_includes_iof: null, expires_after_seconds: pix.expires_after_seconds } } : {}),
  } as Settings['payment_method_options']
}

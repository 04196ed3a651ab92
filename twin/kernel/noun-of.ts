const nouns: Record<string, string> = {
  payment_method: 'PaymentMethod',
  setup_intent: 'setupintent',
  subscription_item: 'subscription_item',
  'checkout.session': 'checkout.session',
  'billing_portal.configuration': 'configuration',
  promotion_code: 'promotion code',
  'billing.meter': 'meter',
  'billing.feedback_option': 'feedback option',
  'entitlements.feature': 'feature',
  webhook_endpoint: 'webhook endpoint',
  'v2.core.event_destination': 'event destination',
}

/** `billing_portal.session` is "billing_portal session" in Stripe's "No such …". */
export function nounOf(name: string): string {
  return nouns[name] ?? name
}

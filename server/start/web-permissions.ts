/** The web's row in the table of restricted keys: what it may write, and what it only reads, by the noun of Stripe's permission. */
export const webPermissions = {
  customer_session: 'write',
  billing_portal_session: 'write',
  setup_intent: 'write',
  customer: 'write',
  subscription: 'write',
  billing_portal_configuration: 'read',
  account: 'read',
  product: 'read',
  price: 'read',
  invoice: 'read',
  payment_intent: 'read',
  payment_method: 'read',
  checkout_session: 'read',
} as const satisfies Record<string, 'read' | 'write'>

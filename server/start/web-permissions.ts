/** The web's row in the table of restricted keys: what it may write, and what it only reads. */
export const webPermissions = {
  customer_sessions: 'write',
  billing_portal_sessions: 'write',
  setup_intents: 'write',
  customers: 'write',
  subscriptions: 'write',
  billing_portal_configurations: 'read',
  products: 'read',
  prices: 'read',
  invoices: 'read',
  payment_intents: 'read',
  payment_methods: 'read',
  checkout_sessions: 'read',
} as const satisfies Record<string, 'read' | 'write'>

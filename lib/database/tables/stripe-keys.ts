import { boolean, pgTable, text } from 'drizzle-orm/pg-core'

/** Which account and mode a Stripe key belongs to, kept by the key's hash so that a start works while Stripe is down. */
export const stripeKeys = pgTable('stripe_keys', {
  fingerprint: text().primaryKey(),
  account: text().notNull(),
  livemode: boolean().notNull(),
})

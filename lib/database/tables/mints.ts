import { bigint, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { at } from './columns.ts'

/** One row a mint, without the secret: Stripe itself cannot list customer sessions. */
export const mints = pgTable(
  'mints',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: at('at').notNull().defaultNow(),
    scope: text().notNull(),
    kind: text({ enum: ['customer_session', 'portal_session', 'setup_intent'] }).notNull(),
    memberId: uuid(),
    customer: text().notNull(),
    page: text(),
    parameters: jsonb().notNull(),
    policyRevision: integer().notNull(),
    /** The customer's override that applied, if there was one. */
    overrideVersion: integer(),
    stripeRequestId: text(),
    outcome: text().notNull(),
  },
  (table) => [index('mints_scope_customer').on(table.scope, table.customer, table.id)],
)

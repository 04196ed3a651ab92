import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { at } from './columns.ts'

/** Numbered and immutable: a policy or a company as it was saved. `scope` is one Stripe account in one mode. */
export const revisions = pgTable(
  'revisions',
  {
    scope: text().notNull(),
    kind: text({ enum: ['policy', 'company'] }).notNull(),
    number: integer().notNull(),
    content: jsonb().notNull(),
    operatorId: uuid(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.kind, table.number] })],
)

/** For one customer, what differs from everyone; what it does not set follows everyone. */
export const policyOverrides = pgTable(
  'policy_overrides',
  {
    scope: text().notNull(),
    customer: text().notNull(),
    /** Grows with each change, so that two operators at once are noticed. */
    version: integer().notNull(),
    /** By the setting's dotted name. */
    values: jsonb().notNull().$type<Record<string, unknown>>(),
    note: text(),
    endsAt: at('ends_at'),
    operatorId: uuid(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.customer] })],
)

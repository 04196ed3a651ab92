import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { at } from './columns.ts'

export const operators = pgTable('operators', {
  id: uuid().primaryKey().defaultRandom(),
  email: text().notNull().unique(),
  name: text().notNull(),
  role: text({ enum: ['owner', 'editor', 'viewer'] }).notNull(),
  disabledAt: at('disabled_at'),
  createdAt: at('created_at').notNull().defaultNow(),
})

export const operatorLinks = pgTable('operator_links', {
  tokenHash: text().primaryKey(),
  operatorId: uuid()
    .notNull()
    .references(() => operators.id),
  expiresAt: at('expires_at').notNull(),
  usedAt: at('used_at'),
})

export const operatorLogins = pgTable('operator_logins', {
  id: uuid().primaryKey().defaultRandom(),
  tokenHash: text().notNull().unique(),
  operatorId: uuid()
    .notNull()
    .references(() => operators.id),
  createdAt: at('created_at').notNull().defaultNow(),
  lastSeenAt: at('last_seen_at').notNull().defaultNow(),
  expiresAt: at('expires_at').notNull(),
  endedAt: at('ended_at'),
  /** When this login last proved who holds it, by a one-time link or a passkey. */
  steppedUpAt: at('stepped_up_at'),
})

/** An operator's read-only look at a customer's pages: over when its time or the operator's login is. */
export const previews = pgTable(
  'previews',
  {
    id: uuid().primaryKey().defaultRandom(),
    operatorLoginId: uuid()
      .notNull()
      .references(() => operatorLogins.id),
    scope: text().notNull(),
    customer: text().notNull(),
    customerName: text(),
    startedAt: at('started_at').notNull().defaultNow(),
    endsAt: at('ends_at').notNull(),
    endedAt: at('ended_at'),
  },
  (table) => [index('previews_operator_login').on(table.operatorLoginId, table.startedAt)],
)

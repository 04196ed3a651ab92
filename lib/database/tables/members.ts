import { doublePrecision, index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at } from './columns.ts'

export const members = pgTable(
  'members',
  {
    id: uuid().primaryKey().defaultRandom(),
    scope: text().notNull(),
    /** The host app's own id of the person (`sub`). */
    subject: text().notNull(),
    /** `cus_…` or `acct_…`. */
    customer: text().notNull(),
    role: text({ enum: ['owner', 'billing', 'viewer'] }).notNull(),
    email: text(),
    name: text(),
    locale: text(),
    disabledAt: at('disabled_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('members_scope_subject_customer').on(table.scope, table.subject, table.customer)],
)

export const memberLogins = pgTable('member_logins', {
  /** The public reference that a page carries; not a secret. */
  id: uuid().primaryKey().defaultRandom(),
  tokenHash: text().notNull().unique(),
  memberId: uuid()
    .notNull()
    .references(() => members.id),
  createdAt: at('created_at').notNull().defaultNow(),
  lastSeenAt: at('last_seen_at').notNull().defaultNow(),
  expiresAt: at('expires_at').notNull(),
  endedAt: at('ended_at'),
})

/** Every hand-over token that was accepted, until it could no longer be replayed. */
export const handoffTokens = pgTable(
  'handoff_tokens',
  {
    issuer: text().notNull(),
    jti: text().notNull(),
    expiresAt: at('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.issuer, table.jti] }),
    index('handoff_tokens_expires_at').on(table.expiresAt),
  ],
)

/** When the host app signed a person out, until none of its tokens of before could be believed. */
export const hostSignOuts = pgTable(
  'host_sign_outs',
  {
    scope: text().notNull(),
    subject: text().notNull(),
    /** The `iat` of its token: Unix seconds by the host app's clock. */
    signedAt: doublePrecision().notNull(),
    expiresAt: at('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.subject] }),
    index('host_sign_outs_expires_at').on(table.expiresAt),
  ],
)

/** A hand-over that was verified and waits for its browser. */
export const handoffTickets = pgTable('handoff_tickets', {
  tokenHash: text().primaryKey(),
  scope: text().notNull(),
  claims: jsonb().notNull(),
  expiresAt: at('expires_at').notNull(),
  usedAt: at('used_at'),
})

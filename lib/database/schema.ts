// Every table. Migrations are generated from here (`npm run migration`) and never edited once they are on main.
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** Which account and mode a Stripe key belongs to, kept by the key's hash so that a start works while Stripe is down. */
export const stripeKeys = pgTable('stripe_keys', {
  fingerprint: text().primaryKey(),
  account: text().notNull(),
  livemode: boolean().notNull(),
})

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

export const auditEntries = pgTable(
  'audit_entries',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: at('at').notNull().defaultNow(),
    scope: text().notNull(),
    actorKind: text({ enum: ['operator', 'member', 'host', 'system', 'nobody'] }).notNull(),
    actorId: text(),
    actorName: text(),
    action: text().notNull(),
    subject: text(),
    before: jsonb(),
    after: jsonb(),
    ip: text(),
    requestId: text(),
  },
  (table) => [index('audit_entries_scope_at').on(table.scope, table.id)],
)

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

export const operatorPasskeys = pgTable(
  'operator_passkeys',
  {
    id: uuid().primaryKey().defaultRandom(),
    operatorId: uuid()
      .notNull()
      .references(() => operators.id),
    /** The authenticator's own id of the key, in base64url. */
    credentialId: text().notNull().unique(),
    /** COSE, in base64url. */
    publicKey: text().notNull(),
    /** How often the authenticator says it was used; many always say 0. */
    counter: bigint({ mode: 'number' }).notNull(),
    transports: jsonb().notNull().$type<string[]>(),
    name: text().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    lastUsedAt: at('last_used_at'),
  },
  (table) => [index('operator_passkeys_operator').on(table.operatorId)],
)

/** What an authenticator was asked to sign: good once, for a few minutes, for the browser that asked. */
export const passkeyChallenges = pgTable(
  'passkey_challenges',
  {
    challengeHash: text().primaryKey(),
    purpose: text({ enum: ['add', 'sign_in', 'step_up'] }).notNull(),
    /** A login's id, or the hash of the cookie of a browser that is not signed in. */
    boundTo: text().notNull(),
    expiresAt: at('expires_at').notNull(),
  },
  (table) => [index('passkey_challenges_expires_at').on(table.expiresAt)],
)

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

/** A hand-over that was verified and waits for its browser. */
export const handoffTickets = pgTable('handoff_tickets', {
  tokenHash: text().primaryKey(),
  scope: text().notNull(),
  claims: jsonb().notNull(),
  expiresAt: at('expires_at').notNull(),
  usedAt: at('used_at'),
})

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

/** Each bucket that is not full: a request takes from it, time fills it. Unlogged, since a crash may well forget them. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    keyHash: text().primaryKey(),
    fullAt: at('full_at').notNull(),
    /** How long an empty one takes to fill. */
    fillsInSeconds: doublePrecision().notNull(),
  },
  (table) => [index('rate_limits_full_at').on(table.fullAt)],
)

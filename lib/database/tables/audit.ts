import { bigint, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { at } from './columns.ts'

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

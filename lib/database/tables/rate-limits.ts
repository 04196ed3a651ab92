import { doublePrecision, index, pgTable, text } from 'drizzle-orm/pg-core'
import { at } from './columns.ts'

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

// The only SQL about previews.
import { and, desc, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { Queryable } from '#lib/database/connect.ts'
import { purgeRows } from '#lib/database/purge.ts'
import { previews } from '#lib/database/tables/operators.ts'
import { loginLifetimeSeconds } from '#lib/operators/operator.ts'
import type { PreviewRow } from './preview.ts'

export async function insertPreview(queryable: Queryable, row: typeof previews.$inferInsert): Promise<void> {
  await queryable.insert(previews).values(row)
}

/** The latest of this login that nobody ended; its time may be over. */
export async function findPreviewRow(
  queryable: Queryable,
  { operatorLoginId, scope }: { operatorLoginId: string; scope: string },
): Promise<PreviewRow | undefined> {
  const { id, customer, customerName, endsAt } = previews
  const [row] = await queryable
    .select({ id, customer, customerName, endsAt })
    .from(previews)
    .where(and(eq(previews.operatorLoginId, operatorLoginId), eq(previews.scope, scope), isNull(previews.endedAt)))
    .orderBy(desc(previews.startedAt))
    .limit(1)
  return row
}

/** @returns whose they were: the customer of each */
export async function endPreviewRows(queryable: Queryable, operatorLoginId: string, now: Date): Promise<string[]> {
  const ended = await queryable
    .update(previews)
    .set({ endedAt: now })
    .where(and(eq(previews.operatorLoginId, operatorLoginId), isNull(previews.endedAt)))
    .returning({ customer: previews.customer })
  return ended.map(({ customer }) => customer)
}

/** Forgets previews that were ended, and those whose operator's login is over too: until then a page says that its time was up. */
export function purgePreviews(queryable: Queryable, now: Date): Promise<void> {
  const ofLoginsOver = new Date(now.getTime() - loginLifetimeSeconds * 1000)
  return purgeRows(queryable, previews, sql`${isNotNull(previews.endedAt)} or ${lt(previews.endsAt, ofLoginsOver)}`)
}

import { type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'

/**
 * Runs what a passkey was used for; where that is refused, an audit row says so, though nothing else is kept. Not for what
 * anybody may try without having been asked: that would let strangers fill the audit.
 */
export async function onRecord<Result>(
  { database }: Pick<Services, 'database'>,
  { what, ...audit }: AuditContext & { what: 'add' | 'sign_in' | 'step_up' },
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof Refusal)
      await writeAudit(database, {
        ...audit,
        action: `passkey.${what}_refused`,
        subject: null,
        before: null,
        after: { code: error.code },
      })
    throw error
  }
}

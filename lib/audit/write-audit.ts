import type { Queryable } from '#lib/database/connect.ts'
import { auditEntries } from '#lib/database/tables/audit.ts'

export type Actor = { kind: 'operator' | 'member' | 'host'; id: string; name: string } | { kind: 'system' | 'nobody' }

/** Who did it, where, and through which request. */
export interface AuditContext {
  scope: string
  actor: Actor
  request: { ip: string; requestId: string } | null
}

export interface AuditEntry extends AuditContext {
  /** A noun and a past verb: `policy.published`. */
  action: string
  subject: string | null
  before: unknown
  after: unknown
}

/** Adds a row within the transaction of the change that it tells of. */
export async function writeAudit(transaction: Queryable, entry: AuditEntry): Promise<void> {
  const { scope, actor, request, action, subject, before, after } = entry
  const person = 'id' in actor ? { actorId: actor.id, actorName: actor.name } : { actorId: null, actorName: null }
  await transaction.insert(auditEntries).values({
    scope,
    actorKind: actor.kind,
    ...person,
    action,
    subject,
    before,
    after,
    ip: request?.ip,
    requestId: request?.requestId,
  })
}

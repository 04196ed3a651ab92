import { createToken } from '#lib/access/token.ts'
import { type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import type { Transaction } from '#lib/database/connect.ts'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { linkLifetimeSeconds, type Operator, type OperatorRole } from './operator.ts'
import { findOperatorByEmail, insertOperator, insertOperatorLink } from './operator-store.ts'

export interface OperatorLink {
  url: string
  expiresAt: Date
  /** That of a known operator may be another than the one asked for. */
  role: OperatorRole
}

/**
 * Makes a link that lets an operator in once, within 15 minutes; only its hash is kept.
 * @param role for a new operator; one who is known keeps the role that they have
 * @param by the owner who invites; without one it was the command line
 * @throws Refusal operator_disabled | stripe_unavailable (the account of a Stripe key is asked for once, when the key is new)
 */
export async function createOperatorLink(
  services: Services,
  { email, role, by }: { email: string; role: OperatorRole; by?: AuditContext },
): Promise<OperatorLink> {
  const { env, database, now } = services
  const scope = await getScope(services)
  const { token, tokenHash } = createToken()
  const expiresAt = new Date(now().getTime() + linkLifetimeSeconds * 1000)

  const operator = await database.transaction(async (transaction) => {
    const operator = await findOrMakeOperator(transaction, email.trim().toLowerCase(), role)
    await insertOperatorLink(transaction, { tokenHash, operatorId: operator.id, expiresAt })
    await writeAudit(transaction, {
      ...(by ?? { scope, actor: { kind: 'system' }, request: null }),
      action: 'operator_link.created',
      subject: operator.email,
      before: null,
      after: { role: operator.role, expires_at: expiresAt.toISOString() },
    })
    return operator
  })
  return { url: `${env.publicOrigin}/admin/enter/${token}`, expiresAt, role: operator.role }
}

async function findOrMakeOperator(transaction: Transaction, email: string, role: OperatorRole): Promise<Operator> {
  const made = await insertOperator(transaction, { email, name: email, role })
  if (made) return made
  const known = await findOperatorByEmail(transaction, email)
  if (!known || known.disabledAt) throw new Refusal('operator_disabled')
  return known
}

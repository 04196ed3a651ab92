import { type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import type { Transaction } from '#lib/database/connect.ts'
import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { burnHandoffToken, purgeHandoffTokens, rememberUntil } from './handoff-token-store.ts'
import { type HostClaims, longestTokenLifeSeconds } from './host-claims.ts'
import { endLoginsOfMember } from './login-store.ts'
import { listMembersBySubject } from './member-store.ts'
import { signOutToken } from './sign-out-claims.ts'
import { insertSignOut, lockPerson, purgeSignOuts } from './sign-out-store.ts'
import { ticketLifetimeSeconds } from './ticket.ts'
import { burnTicketsOf } from './ticket-store.ts'
import { verifyHostToken } from './verify-handoff.ts'

/**
 * Ends every login of the person whom a host app's token names (`sub`), for whichever customer, and every hand-over of
 * theirs that was signed before, posted or not. A person whom nobody has seen here has none, which is no refusal.
 * @throws Refusal handoff_not_configured | handoff_invalid | handoff_expired | handoff_used | handoff_keys_unavailable
 */
export async function signOutByHost(
  services: Services,
  { token, request }: Pick<AuditContext, 'request'> & { token: string },
): Promise<{ ended: number }> {
  const claims = await verifyHostToken(services, token, signOutToken)
  const scope = await getScope(services)
  const now = services.now()
  await purgeHandoffTokens(services.database, now)
  await purgeSignOuts(services.database, now)
  return services.database.transaction(async (transaction) => {
    const { iss: issuer, jti, sub: subject } = claims
    if (!(await burnHandoffToken(transaction, { issuer, jti, expiresAt: rememberUntil(claims) })))
      throw new Refusal('handoff_used')
    await lockPerson(transaction, { scope, subject })
    await insertSignOut(transaction, { scope, subject, signedAt: claims.iat, expiresAt: refusedUntil(claims) })
    await burnTicketsOf(transaction, { scope, subject }, now)
    const audit = { scope, actor: { kind: 'host' as const, id: issuer, name: issuer }, request }
    return { ended: await endAllLogins(transaction, { ...audit, subject, now }) }
  })
}

/** The last moment at which a hand-over of before could let somebody in: posted at its very end, and confirmed late. */
function refusedUntil({ iat }: HostClaims): Date {
  const exp = iat + longestTokenLifeSeconds
  return new Date(rememberUntil({ exp }).getTime() + ticketLifetimeSeconds * 1000)
}

async function endAllLogins(
  transaction: Transaction,
  { subject, now, ...audit }: AuditContext & { subject: string; now: Date },
): Promise<number> {
  let total = 0
  for (const { id, customer, email, name } of await listMembersBySubject(transaction, { ...audit, subject })) {
    const ended = await endLoginsOfMember(transaction, id, now)
    if (ended === 0) continue
    const after = { member: email ?? name ?? subject, ended }
    await writeAudit(transaction, {
      ...audit,
      action: 'member.signed_out_by_host',
      subject: customer,
      before: null,
      after,
    })
    total += ended
  }
  return total
}

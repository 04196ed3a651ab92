import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { getArrivingCustomer } from './get-arriving-customer.ts'
import type { HandoffClaims } from './handoff-claims.ts'
import { endLoginRow, endLoginsOfMember, insertLogin } from './login-store.ts'
import { saveMember } from './member-store.ts'
import { isSignedOutSince, lockPerson } from './sign-out-store.ts'
import { getTicket } from './ticket.ts'
import { burnTicket } from './ticket-store.ts'
import { createToken, hashToken } from './token.ts'

const loginLifetimeSeconds = 12 * 60 * 60

export interface SignIn {
  /** The sealed ticket of the browser's cookie. */
  ticket: string | undefined
  /** The login that this browser had; it ends. */
  previousToken: string | undefined
}

/**
 * Uses up a ticket for a login of its member.
 * @throws Refusal link_used_or_expired | customer_not_found | customer_deleted | customer_of_other_mode | member_disabled | stripe_unavailable
 */
export async function signInMember(
  services: Services,
  { ticket, previousToken }: SignIn,
): Promise<{ token: string; claims: HandoffClaims }> {
  const { claims, tokenHash: ticketHash, scope } = await getTicket(services, ticket)
  await getArrivingCustomer(services, claims.customer)
  const { token, tokenHash } = createToken()
  const now = services.now()

  await services.database.transaction(async (transaction) => {
    const person = { scope, subject: claims.sub }
    await lockPerson(transaction, person)
    if (await isSignedOutSince(transaction, { ...person, signedAt: claims.iat }))
      throw new Refusal('link_used_or_expired')
    if (!(await burnTicket(transaction, { tokenHash: ticketHash, scope }, now)))
      throw new Refusal('link_used_or_expired')
    const member = await saveMember(transaction, scope, claims)
    if (member.isDisabled) throw new Refusal('member_disabled')
    if (member.hasNewRole) await endLoginsOfMember(transaction, member.id, now)
    if (previousToken) await endLoginRow(transaction, hashToken(previousToken), now)
    const expiresAt = new Date(now.getTime() + loginLifetimeSeconds * 1000)
    await insertLogin(transaction, { tokenHash, memberId: member.id, createdAt: now, lastSeenAt: now, expiresAt })
  })
  return { token, claims }
}

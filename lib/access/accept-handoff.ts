import { Refusal } from '#lib/errors.ts'
import type { Services } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { burnHandoffToken, purgeHandoffTokens, rememberUntil } from './handoff-token-store.ts'
import { isSignedOutSince } from './sign-out-store.ts'
import { addressLifetimeSeconds, createTicket } from './ticket.ts'
import { insertTicket, purgeTickets } from './ticket-store.ts'
import { verifyHandoff } from './verify-handoff.ts'

export interface AcceptedHandoff {
  /** For the one-time address. */
  token: string
  addressExpiresAt: Date
  /** For the cookie, where the member's browser itself is at the door. */
  sealed: string
}

const signedOutSays = 'Your app signed the person out at `iat` or after it: sign a fresh token.'

/** Takes a host app's token, which then is worth nothing more, for a ticket of ours. */
export async function acceptHandoff(services: Services, token: string): Promise<AcceptedHandoff> {
  const claims = await verifyHandoff(services, token)
  const scope = await getScope(services)
  const now = services.now()
  if (await isSignedOutSince(services.database, { scope, subject: claims.sub, signedAt: claims.iat }))
    throw new Refusal('handoff_expired', { field: 'iat', detail: signedOutSays })
  const ticket = createTicket(scope, claims, now)

  await purgeHandoffTokens(services.database, now)
  await purgeTickets(services.database, now)
  await services.database.transaction(async (transaction) => {
    const isFirst = await burnHandoffToken(transaction, {
      issuer: claims.iss,
      jti: claims.jti,
      expiresAt: rememberUntil(claims),
    })
    if (!isFirst) throw new Refusal('handoff_used')
    await insertTicket(transaction, ticket.row)
  })
  const addressExpiresAt = new Date(now.getTime() + addressLifetimeSeconds * 1000)
  return { token: ticket.token, addressExpiresAt, sealed: ticket.sealed }
}

import type { Services } from '#lib/services.ts'
import { type HandoffClaims, handoffToken } from './handoff-claims.ts'
import { type HostClaims, parseClaims, type TokenKind } from './host-claims.ts'
import { readHostToken } from './read-host-token.ts'

/**
 * Believes a host app's token that hands a member over, or says what is wrong with it without repeating it.
 * @throws Refusal handoff_not_configured | handoff_invalid | handoff_expired | handoff_keys_unavailable
 */
export function verifyHandoff(services: Pick<Services, 'env' | 'now'>, token: string): Promise<HandoffClaims> {
  return verifyHostToken(services, token, handoffToken)
}

/** The same for a token of any kind. */
export async function verifyHostToken<Claims extends HostClaims>(
  { env, now }: Pick<Services, 'env' | 'now'>,
  token: string,
  kind: TokenKind<Claims>,
): Promise<Claims> {
  const payload = await readHostToken(env.handoff, token)
  return parseClaims(payload, kind, { issuer: env.handoff.issuer, audience: env.publicOrigin, now: now() })
}

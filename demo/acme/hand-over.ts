// The whole of what a host app has to write: sign a token that lives a minute, and bring it to Portico one of two ways.
import { randomUUID } from 'node:crypto'
import { type JWTPayload, SignJWT } from 'jose'
import type { Person } from './people.ts'
import type { AcmeSettings } from './settings.ts'

/** What Portico sent along when it asked Acme to sign somebody in. */
export interface Visit {
  returnTo?: string | null
  /** Goes back as the token's nonce, and shows that this browser began the visit. */
  state?: string | null
}

/** The backend's way: Portico answers with an address that works once; send the browser there. */
export async function handOverByBackend(settings: AcmeSettings, person: Person, visit: Visit): Promise<string> {
  const response = await fetch(`${settings.porticoUrl}/login/handoffs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: await signHandOver(settings, person, visit) }),
  })
  const answer = (await response.json().catch(() => ({}))) as { url?: string; error?: { message: string } }
  if (!answer.url) throw new Error(`Portico answered ${response.status}: ${answer.error?.message ?? 'nothing more'}`)
  return answer.url
}

/** Whoever leaves Acme leaves billing as well: every login that Portico has for them ends. */
export async function signOutOfPortico(settings: AcmeSettings, person: Person): Promise<void> {
  const response = await fetch(`${settings.porticoUrl}/login/sign-out`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: await sign(settings, person, { purpose: 'sign_out' }) }),
  })
  if (response.status !== 204) throw new Error(`Portico answered ${response.status} to the sign-out.`)
}

export interface HandOverForm {
  action: string
  token: string
}

/** The browser's way, for an app whose backend cannot reach Portico: the page posts this form at once. */
export async function handOverByForm(settings: AcmeSettings, person: Person): Promise<HandOverForm> {
  return { action: `${settings.porticoUrl}/login/handoff`, token: await signHandOver(settings, person, {}) }
}

function signHandOver(settings: AcmeSettings, person: Person, { returnTo, state }: Visit): Promise<string> {
  const { name, email, role, customer } = person
  const who = { customer: customer.id, role, name, email }
  return sign(settings, person, { ...who, return_to: returnTo || null, nonce: state || null })
}

function sign({ secret, issuer, porticoUrl }: AcmeSettings, { id }: Person, claims: JWTPayload): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience(porticoUrl)
    .setSubject(id)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(new TextEncoder().encode(secret))
}

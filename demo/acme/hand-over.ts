// The whole of what a host app has to write: sign a token that lives a minute, and bring it to Portico one of two ways.
import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
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
    body: JSON.stringify({ token: await signToken(settings, person, visit) }),
  })
  const answer = (await response.json().catch(() => ({}))) as { url?: string; error?: { message: string } }
  if (!answer.url) throw new Error(`Portico answered ${response.status}: ${answer.error?.message ?? 'nothing more'}`)
  return answer.url
}

export interface HandOverForm {
  action: string
  token: string
}

/** The browser's way, for an app whose backend cannot reach Portico: the page posts this form at once. */
export async function handOverByForm(settings: AcmeSettings, person: Person): Promise<HandOverForm> {
  return { action: `${settings.porticoUrl}/login/handoff`, token: await signToken(settings, person, {}) }
}

function signToken({ secret, issuer, porticoUrl }: AcmeSettings, person: Person, visit: Visit): Promise<string> {
  const { id, name, email, role, customer } = person
  const { returnTo, state } = visit
  return new SignJWT({ customer: customer.id, role, name, email, return_to: returnTo || null, nonce: state || null })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience(porticoUrl)
    .setSubject(id)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(new TextEncoder().encode(secret))
}

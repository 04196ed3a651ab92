import { createHmac, randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'

/** The Portico that customers are handed over to, as it knows the host app. */
export interface Portal {
  /** Its public address, as in `http://localhost:3000`. */
  url: string
  /** What the host app calls itself: `HANDOFF_ISSUER`. */
  issuer: string
  /** What both sides sign with: one of `HANDOFF_SECRETS`. */
  secret: string
}

export interface Visit {
  /** The page of the portal to open; its home when left out. */
  path?: string
  /** The person at the customer, and what else the token says; an owner when left out. */
  claims?: Record<string, unknown>
}

/**
 * Opens the portal as a member of a customer, through the hand-over that the host app uses: a visit begins at the
 * portal, the host signs a token for it, the token is posted, and the login arrives.
 * @throws Error with what the portal answered when it lets nobody in
 */
export async function loginAs(
  page: Page,
  portal: Portal,
  customer: { id: string },
  { path = '/', claims = {} }: Visit = {},
): Promise<void> {
  // The requests of a context share its cookies, as the redirects and forms of one browser do.
  const { request } = page.context()
  const start = await request.get(`${portal.url}/login/start?return_to=${encodeURIComponent(path)}`, {
    maxRedirects: 0,
  })
  const { location } = start.headers()
  const nonce = location && new URL(location, portal.url).searchParams.get('state')
  if (!nonce) throw new Error(`The portal began no visit: ${start.status()} ${await start.text()}`)

  const token = signToken(portal, { customer: customer.id, nonce, ...claims })
  const headers = { origin: 'null', 'sec-fetch-site': 'cross-site' }
  await request.post(`${portal.url}/login/handoff`, { form: { token }, headers, maxRedirects: 0 })
  await page.goto(`${portal.url}/login/arrive`)
  if (new URL(page.url()).pathname.startsWith('/login'))
    throw new Error(`The portal let nobody in: ${await page.getByRole('main').textContent()}`)
}

function signToken({ url, issuer, secret }: Portal, claims: Record<string, unknown>): string {
  const now = Math.floor(Date.now() / 1000)
  const person = { sub: `member_of_${claims.customer}`, role: 'owner', email: 'ada@example.com', name: 'Ada Lovelace' }
  const payload = { iss: issuer, aud: url, jti: randomUUID(), iat: now, exp: now + 60, ...person, ...claims }
  const signed = [{ alg: 'HS256', typ: 'JWT' }, payload].map((part) => encode(JSON.stringify(part))).join('.')
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url')
}

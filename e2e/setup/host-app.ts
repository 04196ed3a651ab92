// The host app's side: it signs its members over, and they arrive by either of the two ways.
import { randomUUID } from 'node:crypto'
import type { BrowserContext } from '@playwright/test'
import { SignJWT } from 'jose'
import { z } from 'zod'
import type { Portal } from '#twin/playwright/login-as.ts'
import { type Answer, createHttpClient, type HttpClient } from './http-client.ts'
import type { Portico } from './instance.ts'

/** What the token says; whatever is not named is filled in. Undefined leaves a claim out. */
export type Claims = Record<string, unknown>

export interface Member extends HttpClient {
  /** The customer whom the member acts for. */
  customer: string
}

/** As the fixtures of the twin's package know it. */
export const portalOf = ({ url, handoff }: Portico): Portal => ({ url, ...handoff })

export function freshClaims({ url, handoff }: Portico, claims: Claims): Claims {
  const iat = Math.floor(Date.now() / 1000)
  const person = { sub: 'user_ada', role: 'owner', email: 'ada@acme.example', name: 'Ada Lovelace' }
  return { iss: handoff.issuer, aud: url, jti: randomUUID(), iat, exp: iat + 60, ...person, ...claims }
}

export function signHandoff(portico: Portico, claims: Claims): Promise<string> {
  const key = new TextEncoder().encode(portico.handoff.secret)
  return new SignJWT(freshClaims(portico, claims)).setProtectedHeader({ alg: 'HS256' }).sign(key)
}

/** As the host's backend: asks for the one-time address of a token. */
export async function askForAddress(portico: Portico, token: string): Promise<string> {
  const answer = await createHttpClient(portico.url).send('POST', '/login/handoffs', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  if (answer.status !== 201) throw new Error(`No address for the token: ${answer.status} ${answer.text}`)
  return z.object({ url: z.url() }).parse(answer.json()).url
}

/** As the member's browser on a page of the host app: hands the token over in a form. */
export function postHandoff(client: HttpClient, token: string, headers: Record<string, string> = {}): Promise<Answer> {
  const ofHostPage = { origin: 'null', 'sec-fetch-site': 'cross-site' }
  return client.postForm('/login/handoff', { token }, { ...ofHostPage, ...headers })
}

/** Begins a visit in this browser, so that the hand-over with the returned nonce goes straight on. */
export async function startVisit(client: HttpClient, returnTo = '/'): Promise<string> {
  const answer = await client.get(`/login/start?return_to=${encodeURIComponent(returnTo)}`)
  const state = URL.parse(answer.location ?? '')?.searchParams.get('state')
  if (!state) throw new Error(`The visit was not sent to the host app: ${answer.status} ${answer.location}`)
  return state
}

/** A member in a browser of their own, signed in the way that a signed-out visit is. */
export async function signInMember(portico: Portico, claims: Claims & { customer: string }): Promise<Member> {
  const client = createHttpClient(portico.url)
  const nonce = await startVisit(client)
  await postHandoff(client, await signHandoff(portico, { ...claims, nonce }))
  const answer = await client.get('/login/arrive')
  if (answer.location !== '/') throw new Error(`Nobody was signed in: ${answer.status} ${answer.text.slice(0, 500)}`)
  return { ...client, customer: claims.customer }
}

/** Lets a browser go on with the cookies of a client. */
export async function lendCookies({ url }: Portico, client: HttpClient, context: BrowserContext): Promise<void> {
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, url, httpOnly: true }))
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, sameSite: 'Lax' as const })))
}

/** The name of a cookie of ours, as in `cookieOf(client, 'login')`. */
export function cookieOf(client: HttpClient, base: string): { name: string; value: string } {
  const [name, value] = [...client.cookies].find(([name]) => name.includes(`portico_${base}`)) ?? []
  if (!name || !value) throw new Error(`The browser has no cookie for ${base}.`)
  return { name, value }
}

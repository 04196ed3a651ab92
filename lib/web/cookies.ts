// Our cookies' names and attributes. Browsers keep cookies by host and not by port, so on plain http the port is in the name.
import { getPublicOrigin } from './public-origin.ts'

/** @param base what the cookie is for, as in `login` */
export function cookieName(base: string, publicOrigin = getPublicOrigin()): string {
  const { protocol, port } = new URL(publicOrigin)
  return protocol === 'https:' ? `__Host-portico_${base}` : `portico_${base}_${port || '80'}`
}

export interface CookieOptions {
  /** Without it the cookie ends with the browser; 0 deletes it. */
  maxAgeSeconds?: number
  sameSite?: 'Lax' | 'Strict'
}

/** A `Set-Cookie` value. @param name from `cookieName` */
export function serializeCookie(
  name: string,
  value: string,
  { maxAgeSeconds, sameSite = 'Lax' }: CookieOptions = {},
): string {
  const parts = [`${name}=${encodeURIComponent(value)}`, 'Path=/', 'HttpOnly', `SameSite=${sameSite}`]
  if (maxAgeSeconds !== undefined) parts.push(`Max-Age=${Math.floor(maxAgeSeconds)}`)
  if (name.startsWith('__Host-')) parts.push('Secure')
  return parts.join('; ')
}

/** A `Set-Cookie` value that deletes the cookie. */
export function serializeExpiredCookie(name: string): string {
  return serializeCookie(name, '', { maxAgeSeconds: 0 })
}

/** @param from a request, or the headers that Next's `headers()` gives */
export function readCookie(
  from: { headers: Pick<Headers, 'get'> } | Pick<Headers, 'get'>,
  name: string,
): string | undefined {
  // The headers that Next gives have a property of the name `headers`, too.
  const header = ('get' in from ? from : from.headers).get('cookie') ?? ''
  const values = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
  // Two of one name means that someone planted one, and we cannot tell which is ours.
  const [value] = values
  if (!value || values.length > 1) return undefined
  try {
    return decodeURIComponent(value)
  } catch {
    return undefined
  }
}

import type { Account } from './account.ts'
import type { Accounts, Key } from './accounts.ts'
import { StripeError } from './stripe-error.ts'

/** Whose key the request carries: as a bearer, as Basic's user, or (Stripe.js) as the parameter `key`. */
export function authenticate(accounts: Accounts, request: Request, formKey: unknown): { key: Key; secret: string } {
  const secret = readKey(request) ?? (typeof formKey === 'string' && formKey.startsWith('pk_') ? formKey : undefined)
  if (!secret) throw unauthorized(missingKey)
  if (/^[sr]k_live_|^pk_live_/.test(secret)) {
    throw unauthorized(
      `Invalid API Key provided: ${hideMiddle(secret)} The Stripe twin takes test keys only: a live key must never come here.`,
    )
  }
  const found = accounts.find(secret)
  if (!found) throw unauthorized(`Invalid API Key provided: ${hideMiddle(secret)}`)
  const { account, key } = found
  if (key.is_revoked || (key.expires_at !== null && key.expires_at <= account.now())) {
    throw unauthorized(`Expired API Key provided: ${hideMiddle(secret)}`, 'api_key_expired')
  }
  return { key: { ...key, account }, secret }
}

/** The account that issued the token which a call carries in place of a key. */
export function authenticateByToken(
  accounts: Accounts,
  request: Request,
  accepts: (account: Account, token: string) => boolean,
): { key: Key; secret: string } {
  const token = readKey(request)
  if (!token) throw unauthorized(missingKey)
  const account = accounts.all.find((each) => accepts(each, token))
  if (!account) throw unauthorized(`Invalid API Key provided: ${hideMiddle(token)}`)
  return { key: { id: 'token', kind: 'secret', account }, secret: token }
}

export function secretKeyRequired(): StripeError {
  return new StripeError(403, {
    type: 'invalid_request_error',
    code: 'secret_key_required',
    message:
      'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
  })
}

function readKey(request: Request): string | undefined {
  const header = request.headers.get('authorization') ?? ''
  const [scheme = '', value = ''] = header.split(' ')
  if (scheme.toLowerCase() === 'bearer') return value || undefined
  if (scheme.toLowerCase() !== 'basic') return undefined
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] || undefined
}

function unauthorized(message: string, code?: string): StripeError {
  const fields = { type: 'invalid_request_error' as const, message, ...(code ? { code } : {}) }
  return new StripeError(401, fields, { headers: { 'www-authenticate': 'Basic realm="Stripe"' } })
}

function hideMiddle(key: string): string {
  if (key.length <= 12) return '*'.repeat(key.length)
  return `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}`
}

const missingKey =
  "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/."

import type { Key } from './accounts.ts'
import type { Level } from './keys.ts'
import type { Call } from './resource-set.ts'
import { invalidRequest, StripeError } from './stripe-error.ts'

/** Reads a permission map with Stripe's names or their nouns: `rak_customer_session_write: true`, `customers: 'read'`. */
export function parsePermissions(input: unknown): Record<string, Level> {
  const permissions: Record<string, Level> = {}
  for (const [name, value] of Object.entries((input ?? {}) as Record<string, unknown>)) {
    const [, noun = name, suffix] = /^(?:rak_)?(.+?)(?:_(read|write))?$/.exec(name) ?? []
    const level = suffix && value !== false ? suffix : value
    if (level !== 'read' && level !== 'write' && level !== 'none') {
      throw invalidRequest(`The permission "${name}" must be none, read or write.`, { param: `permissions[${name}]` })
    }
    permissions[singular(noun)] = level
  }
  return permissions
}

/** The permissions that this key lacks for this call. */
export function missingPermissions(key: Key, call: Call, method: string): string[] {
  if (key.kind !== 'restricted') return []
  const noun = nounOfCall(call)
  const needed = method === 'GET' || call.name === 'invoices.createPreview' ? 'read' : 'write'
  const level = key.permissions?.[noun] ?? 'none'
  const isEnough = level === 'write' || level === needed
  return isEnough ? [] : [`rak_${noun}_${needed}`]
}

export function permissionDenied(key: Key, secret: string, missing: string[]): StripeError {
  const shown = shownKey(secret)
  const names = missing.map((name) => `'${name}'`).join(', ')
  return new StripeError(403, {
    type: 'invalid_request_error',
    message: `The provided key '${shown}' does not have the required permissions for this endpoint on account '${key.account.id}'. Having the ${names} permission would allow this request to continue.`,
  })
}

/** No account has others connected to it. */
export function accountDenied(secret: string, account: string): StripeError {
  return new StripeError(403, {
    type: 'invalid_request_error',
    code: 'account_invalid',
    message: `The provided key '${shownKey(secret)}' does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
  })
}

function shownKey(secret: string): string {
  return `${secret.slice(0, 8)}${'*'.repeat(20)}${secret.slice(-6)}`
}

/** Stripe names a permission for the object that the call is about, `.` written `_`; a webhook endpoint's is shorter. */
function nounOfCall(call: Call): string {
  const object = (call.operation?.answers ?? call.name).replace(/^deleted_/, '').replaceAll('.', '_')
  return singular(object === 'webhook_endpoint' ? 'webhook' : object)
}

function singular(noun: string): string {
  return noun.replaceAll('.', '_').replace(/ies$/, 'y').replace(/s$/, '')
}

import { isVersion } from './api-version.ts'
import { StripeError } from './stripe-error.ts'
import { stripeVersion } from './stripe-table.ts'

export function apiHeaders(request: Request, requestId: string): Record<string, string> {
  const version = request.headers.get('stripe-version')
  const idempotencyKey = request.headers.get('idempotency-key')
  return {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'Request-Id, Stripe-Manage-Version, Stripe-Should-Retry',
    'cache-control': 'no-cache, no-store',
    'content-type': 'application/json',
    'request-id': requestId,
    'stripe-version': isVersion(version) ? version : stripeVersion,
    ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
  }
}

export function jsonAnswer(status: number, body: string, headers: Record<string, string>): Response {
  return new Response(body, { status, headers })
}

export function toJson(body: unknown): string {
  return JSON.stringify(body, null, 2)
}

/** What browsers ask before Stripe.js may call. */
export function preflightAnswer(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
      'access-control-allow-headers': 'Authorization, Content-Type, Stripe-Version, Stripe-Account, Idempotency-Key',
      'access-control-max-age': '300',
    },
  })
}

export function unrecognizedUrl(method: string, path: string): StripeError {
  const hint = path.endsWith('/')
    ? ' If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code.'
    : ''
  return new StripeError(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}).${hint} Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  })
}

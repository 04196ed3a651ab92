export type StripeErrorFields = {
  type:
    | 'invalid_request_error'
    | 'api_error'
    | 'card_error'
    | 'idempotency_error'
    | 'rate_limit_error'
    | 'temporary_session_expired'
  message: string
  code?: string
  param?: string
  decline_code?: string
  [field: string]: unknown
}

/** An answer of Stripe's that is not the object asked for. */
export class StripeError extends Error {
  readonly status: number
  readonly fields: StripeErrorFields
  /** A declined card leaves its traces (an attempt, an event); a refused parameter leaves none. */
  readonly keepsChanges: boolean
  readonly headers: Record<string, string>

  constructor(
    status: number,
    fields: StripeErrorFields,
    options: { keepsChanges?: boolean; headers?: Record<string, string> } = {},
  ) {
    super(fields.message)
    this.status = status
    this.fields = fields
    this.keepsChanges = options.keepsChanges ?? false
    this.headers = options.headers ?? {}
  }
}

export function invalidRequest(
  message: string,
  fields: { param?: string; code?: string; [field: string]: unknown } = {},
) {
  return new StripeError(400, { type: 'invalid_request_error', message, ...fields })
}

export function parameterMissing(param: string) {
  return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
}

/** Two parameters that say different things about the same. */
export function parametersExclusive(one: string, other: string) {
  const message = `You may only specify one of these parameters: ${one}, ${other}.`
  return invalidRequest(message, { code: 'parameters_exclusive', param: one })
}

export function belowMinimum(least: number, param: string) {
  const message = `This value must be greater than or equal to ${least}.`
  return invalidRequest(message, { code: 'parameter_invalid_integer', param })
}

export function emptyParameter(param: string) {
  const message =
    `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; ` +
    `however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`
  return invalidRequest(message, { code: 'parameter_invalid_empty', param })
}

export function blankParameter(param: string) {
  const message = `You passed a string of nothing but whitespace for '${param}'. Supply a value with at least one other character.`
  return invalidRequest(message, { code: 'parameter_invalid_string_blank', param })
}

/** 404 when the id is the address's own, 400 when a parameter names it: as Stripe does. */
export function resourceMissing(noun: string, id: string, param = 'id') {
  const status = param === 'id' ? 404 : 400
  const message = `No such ${noun}: '${id}'`
  const isIntent = noun === 'payment_intent' || noun === 'setupintent'
  const named = isIntent && param === 'id' ? 'intent' : param
  return new StripeError(status, { type: 'invalid_request_error', message, code: 'resource_missing', param: named })
}

/** What v2 says where v1 says `resource_missing`. */
export function notFound(noun: string, id: string) {
  return new StripeError(404, { type: 'invalid_request_error', message: `No such ${noun}: '${id}'`, code: 'not_found' })
}

/** Keeps what the request changed so far, as a decline at Stripe does. */
export function cardError(fields: { message: string; code: string; decline_code?: string; [field: string]: unknown }) {
  return new StripeError(402, { type: 'card_error', ...fields }, { keepsChanges: true })
}

/** For what Stripe has and the twin does not: status 501 never comes from Stripe, so no test mistakes it for an answer. */
export function notPlayed(what: string) {
  const message = `The Stripe twin does not play ${what}. Stripe has it; this stand-in refuses it by name instead of guessing.`
  const fields = { type: 'api_error' as const, code: 'twin_not_played', message }
  return new StripeError(501, fields, { headers: { 'stripe-should-retry': 'false' } })
}

/** @param account with the request's id: where the dashboard would show the request, as Stripe's errors say */
export function errorBody(error: StripeError, account?: { id: string }, requestId?: string) {
  const { code } = error.fields
  const doc =
    code && code !== 'invalid_fields' && !code.startsWith('twin_')
      ? { doc_url: `https://docs.stripe.com/error-codes/${code.replaceAll('_', '-')}` }
      : {}
  const log = account
    ? { request_log_url: `https://dashboard.stripe.com/${account.id}/test/workbench/logs?object=${requestId}` }
    : {}
  return { error: withoutHidden({ ...error.fields, ...doc, ...log }) }
}

/** An error carries the object that it is about; what the twin keeps beside it stays here. */
function withoutHidden(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(withoutHidden)
  const isObject = 'object' in value
  const fields = Object.entries(value).filter(([name]) => !isObject || !name.startsWith('_'))
  return Object.fromEntries(fields.map(([name, part]) => [name, withoutHidden(part)]))
}

export function brokenServer(): StripeError {
  const message = 'Sorry! There was an error while talking to one of our backends. Support has been notified.'
  return new StripeError(500, { type: 'api_error', message })
}

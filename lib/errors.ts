// Every refusal that we can give: its status, its words for a caller, and where a person goes on from there.

/** Given within the console alone: no customer ever meets one. */
const consoleRefusals = {
  owner_required: { status: 403, message: 'Only owners may do this. Ask one of them.' },
  operator_not_found: { status: 404, message: 'There is no such operator.' },
  operator_login_not_found: { status: 404, message: 'This login has ended already.' },
  last_owner: { status: 409, message: 'This is the only owner. Make somebody else an owner first.' },
  step_up_required: { status: 403, message: 'Confirm with your passkey that it is you.' },
  passkey_required: { status: 403, message: 'Add a passkey first. In live mode every operator has one.' },
  passkey_expired: { status: 401, message: 'That took too long, or was tried twice. Try again.' },
  passkey_refused: { status: 401, message: 'The passkey could not be verified. Nothing was done.' },
  passkey_unknown: { status: 401, message: 'Portico does not know this passkey. Ask an owner for a new invitation.' },
  passkey_exists: { status: 409, message: 'This passkey was added already.' },
  passkey_not_found: { status: 404, message: 'There is no such passkey any more.' },
  last_passkey: {
    status: 409,
    message: 'This is your only passkey. Add another one first; if it is lost, ask an owner for a new invitation.',
  },
} as const

export const refusals = {
  bad_request: { status: 400, message: 'The request could not be read.' },
  invalid_json: { status: 400, message: 'The body is not valid JSON.' },
  body_too_large: { status: 413, message: 'The body is too large.' },
  unsupported_media_type: { status: 415, message: 'The body must be JSON or a form.' },
  invalid_input: { status: 422, message: 'A field is not right.' },
  origin_not_allowed: { status: 403, message: 'The request came from another site. Nothing was done.' },
  sign_in_required: { status: 401, message: 'Nobody is signed in.' },
  preview_read_only: { status: 403, message: 'This is a preview of a customer’s pages. Nothing was done.' },
  role_not_allowed: { status: 403, message: 'Your role may look at billing, but not change it. Ask an owner.' },
  member_disabled: { status: 403, message: 'Your access to billing was switched off. Ask an owner.' },
  login_mismatch: { status: 409, message: 'You are now signed in for someone else. Nothing was done.' },
  operator_sign_in_required: { status: 401, message: 'No operator is signed in.' },
  operator_required: { status: 403, message: 'Only operators may do this.' },
  operator_disabled: { status: 403, message: 'This operator may not sign in any more. Ask an owner.' },
  operator_role_not_allowed: { status: 403, message: 'Your role may look at the settings, but not change them.' },
  handoff_not_configured: {
    status: 503,
    message: 'Handing customers over is not set up: set HANDOFF_SECRETS or HANDOFF_JWKS_URL.',
  },
  handoff_invalid: { status: 401, message: 'The hand-over token is not valid.' },
  handoff_expired: { status: 401, message: 'The hand-over token is too old.' },
  handoff_keys_unavailable: { status: 503, message: 'The keys of the host app cannot be read at the moment.' },
  handoff_used: { status: 401, message: 'The hand-over token was used already.' },
  link_used_or_expired: { status: 401, message: 'This link was used already, or is too old.' },
  test_mode_only: { status: 403, message: 'Signing in as a customer is for test mode only.' },
  customer_not_found: { status: 404, message: 'Stripe does not know this customer.' },
  customer_deleted: { status: 410, message: 'This customer was deleted at Stripe.' },
  customer_of_other_mode: { status: 409, message: 'This customer belongs to the other mode (test or live).' },
  component_not_allowed: { status: 403, message: 'This component is not offered here.' },
  flow_not_allowed: { status: 403, message: 'This is not offered here.' },
  object_not_found: { status: 404, message: 'There is no such object for this customer.' },
  invoice_not_payable: { status: 409, message: 'This invoice cannot be paid now.' },
  revision_conflict: { status: 409, message: 'Someone else saved in the meantime. Nothing of yours was saved.' },
  rate_limited: { status: 429, message: 'Too many requests. Try again shortly.' },
  stripe_refused: { status: 502, message: 'Stripe refused the request. Nothing was done.' },
  stripe_permission_missing: { status: 502, message: 'The Stripe key lacks a permission.' },
  stripe_unavailable: { status: 503, message: 'Stripe does not answer at the moment. Nothing was done.' },
  stripe_busy: { status: 503, message: 'More is asked of Stripe than it takes at the moment. Nothing was done.' },
  outcome_unknown: { status: 503, message: 'What came of it at Stripe cannot be read at the moment.' },
  not_found: { status: 404, message: 'There is nothing here.' },
  ...consoleRefusals,
} as const satisfies Record<string, { status: number; message: string }>

export type RefusalCode = keyof typeof refusals
export type ConsoleRefusalCode = keyof typeof consoleRefusals

// The bundled pages and the server are two copies of this module: what either throws is a Refusal to the other, too.
const mark = Symbol.for('portico.refusal')

/** Something that we do not allow, or cannot do now. `field` names the input at fault, `detail` says it better than the general words. */
export class Refusal extends Error {
  readonly [mark] = true
  readonly code: RefusalCode
  readonly field: string | undefined
  readonly detail: string | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: RefusalCode,
    more: { field?: string; detail?: string; cause?: unknown; retryAfterSeconds?: number } = {},
  ) {
    super(more.detail ?? refusals[code].message, { cause: more.cause })
    this.name = 'Refusal'
    this.code = code
    this.field = more.field
    this.detail = more.detail
    this.retryAfterSeconds = more.retryAfterSeconds
  }

  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && mark in value
  }

  get status(): number {
    return refusals[this.code].status
  }
}

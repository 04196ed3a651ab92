// Where a person goes on from each refusal. The first way is the obvious one.
import type { ConsoleRefusalCode, RefusalCode } from '#lib/errors.ts'

export type ProblemCode = Exclude<RefusalCode, ConsoleRefusalCode> | 'fault'
export type Way = 'home' | 'retry' | 'sign_in' | 'host' | 'contact' | 'admin' | 'invoices' | 'preview'

const inPortal: Way[] = ['home', 'contact']
const atHost: Way[] = ['host', 'contact']
const inAdmin: Way[] = ['admin']

export const problemWays: Record<ProblemCode, Way[]> = {
  bad_request: inPortal,
  invalid_json: inPortal,
  body_too_large: inPortal,
  unsupported_media_type: inPortal,
  invalid_input: inPortal,
  origin_not_allowed: inPortal,
  sign_in_required: ['sign_in', 'host', 'contact'],
  preview_read_only: ['preview'],
  role_not_allowed: inPortal,
  member_disabled: atHost,
  login_mismatch: ['home', 'host', 'contact'],
  operator_sign_in_required: inAdmin,
  operator_required: inAdmin,
  operator_disabled: ['contact'],
  operator_role_not_allowed: inAdmin,
  handoff_not_configured: atHost,
  handoff_invalid: ['sign_in', 'host', 'contact'],
  handoff_expired: ['sign_in', 'host', 'contact'],
  handoff_keys_unavailable: ['sign_in', 'host', 'contact'],
  handoff_used: ['home', 'host', 'contact'],
  link_used_or_expired: ['home', 'host', 'contact'],
  customer_not_found: atHost,
  customer_deleted: atHost,
  test_mode_only: ['home', 'contact'],
  customer_of_other_mode: atHost,
  component_not_allowed: inPortal,
  flow_not_allowed: inPortal,
  object_not_found: ['home', 'sign_in', 'contact'],
  invoice_not_payable: ['invoices', 'home', 'contact'],
  revision_conflict: inAdmin,
  rate_limited: ['retry', ...inPortal],
  stripe_refused: inPortal,
  stripe_permission_missing: inPortal,
  stripe_unavailable: ['retry', 'home', 'contact'],
  stripe_busy: ['retry', 'home', 'contact'],
  outcome_unknown: ['home', 'invoices', 'contact'],
  not_found: inPortal,
  fault: ['retry', 'home', 'contact'],
}

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problemWays, code)
}

import { findLogin } from '#lib/access/find-login.ts'
import { type Actor, type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import { Refusal, type RefusalCode } from '#lib/errors.ts'
import { findOperatorLogin } from '#lib/operators/find-operator-login.ts'
import {
  asActor,
  hasSteppedUp,
  mayChangeSettings,
  mayManageOperators,
  type Operator,
  type OperatorLogin,
} from '#lib/operators/operator.ts'
import { getServices } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { requireOwnOrigin } from './check-origin.ts'
import { readLoginToken } from './login-cookies.ts'
import { readOperatorToken } from './operator-cookie.ts'
import { getRequestContext } from './request-context.ts'

export interface OperatorRequest {
  operator: Operator
  login: OperatorLogin
  /** For the audit row of what the request does. */
  audit: AuditContext
}

/** `manage` is about operators themselves, and for owners alone. */
export type OperatorPurpose = 'view' | 'edit' | 'manage'

export interface OperatorNeeds {
  /** Ask that a one-time link or a passkey was used in this login within the last ten minutes. */
  stepUp?: true
  /** Let in an operator of live mode who has yet to add a passkey. */
  withoutPasskey?: true
}

/**
 * Which operator a route answers, with the role that the database has for them now. A member who tries leaves an audit row.
 * @throws Refusal origin_not_allowed | operator_sign_in_required | operator_required | operator_role_not_allowed | owner_required |
 * passkey_required | step_up_required
 */
export async function requireOperator(
  request: Request,
  purpose: OperatorPurpose,
  { stepUp, withoutPasskey }: OperatorNeeds = {},
): Promise<OperatorRequest> {
  if (request.method !== 'GET') requireOwnOrigin(request)
  const services = getServices()
  const login = await findOperatorLogin(services, readOperatorToken(request))
  if (!login) return await refuseWithoutOperator(request)

  const { operator } = login
  const actor = asActor(operator)
  if (purpose === 'edit' && !mayChangeSettings(operator.role))
    return await refuseOnRecord(actor, 'operator_role_not_allowed')
  if (purpose === 'manage' && !mayManageOperators(operator.role)) return await refuseOnRecord(actor, 'owner_required')
  if (!withoutPasskey && lacksPasskey(login)) throw new Refusal('passkey_required')
  const audit = { scope: await getScope(services), actor, request: auditedRequest() }
  if (stepUp) await requireStepUp({ login, audit })
  return { operator, login, audit }
}

/**
 * For what turns out to be dangerous only when the request was read. That it was asked for leaves an audit row.
 * @param dangers in words; without any nothing is asked for
 * @throws Refusal step_up_required
 */
export async function requireStepUp(
  { login, audit }: Pick<OperatorRequest, 'login' | 'audit'>,
  dangers?: readonly string[],
): Promise<void> {
  if (dangers?.length === 0 || hasSteppedUp(login, getServices().now())) return
  await recordRefusal(audit, { code: 'step_up_required', ...(dangers && { dangers }) })
  throw new Refusal('step_up_required', { detail: dangers && `This needs your passkey: ${dangers.join(', ')}.` })
}

/** In live mode nobody works with a one-time link alone. */
export function lacksPasskey({ hasPasskey }: OperatorLogin): boolean {
  return !hasPasskey && getServices().env.stripe.livemode
}

export function auditedRequest(): AuditContext['request'] {
  const { ip, requestId } = getRequestContext()
  return { ip, requestId }
}

async function refuseWithoutOperator(request: Request): Promise<never> {
  const member = await findLogin(getServices(), readLoginToken(request))
  if (!member) throw new Refusal('operator_sign_in_required')
  const name = member.name ?? member.email ?? member.customerId
  return await refuseOnRecord({ kind: 'member', id: member.memberId, name }, 'operator_required')
}

async function refuseOnRecord(actor: Actor, code: RefusalCode): Promise<never> {
  await recordRefusal({ scope: await getScope(getServices()), actor, request: auditedRequest() }, { code })
  throw new Refusal(code)
}

async function recordRefusal(audit: AuditContext, after: { code: RefusalCode; dangers?: readonly string[] }) {
  const [subject = ''] = getRequestContext().path.split('?')
  await writeAudit(getServices().database, { ...audit, action: 'admin.refused', subject, before: null, after })
}

import { findLogin } from '#lib/access/find-login.ts'
import { type Actor, type AuditContext, writeAudit } from '#lib/audit/write-audit.ts'
import { Refusal, type RefusalCode } from '#lib/errors.ts'
import { findOperatorLogin } from '#lib/operators/find-operator-login.ts'
import { asActor, mayChangeSettings, type Operator } from '#lib/operators/operator.ts'
import { getServices } from '#lib/services.ts'
import { getScope } from '#lib/stripe/scope.ts'
import { requireOwnOrigin } from './check-origin.ts'
import { readLoginToken } from './login-cookies.ts'
import { readOperatorToken } from './operator-cookie.ts'
import { getRequestContext } from './request-context.ts'

export interface OperatorRequest {
  operator: Operator
  /** For the audit row of what the request does. */
  audit: AuditContext
}

/**
 * Which operator a route answers, with the role that the database has for them now. A member who tries leaves an audit row.
 * @throws Refusal origin_not_allowed | operator_sign_in_required | operator_required | operator_role_not_allowed
 */
export async function requireOperator(request: Request, purpose: 'view' | 'edit'): Promise<OperatorRequest> {
  if (request.method !== 'GET') requireOwnOrigin(request)
  const services = getServices()
  const login = await findOperatorLogin(services, readOperatorToken(request))
  if (!login) return await refuseWithoutOperator(request)

  const { operator } = login
  const actor = asActor(operator)
  if (purpose === 'edit' && !mayChangeSettings(operator.role))
    return await refuseOnRecord(request, actor, 'operator_role_not_allowed')
  return { operator, audit: { scope: await getScope(services), actor, request: auditedRequest() } }
}

export function auditedRequest(): AuditContext['request'] {
  const { ip, requestId } = getRequestContext()
  return { ip, requestId }
}

async function refuseWithoutOperator(request: Request): Promise<never> {
  const member = await findLogin(getServices(), readLoginToken(request))
  if (!member) throw new Refusal('operator_sign_in_required')
  const name = member.name ?? member.email ?? member.customerId
  return await refuseOnRecord(request, { kind: 'member', id: member.memberId, name }, 'operator_required')
}

async function refuseOnRecord(request: Request, actor: Actor, code: RefusalCode): Promise<never> {
  const services = getServices()
  await writeAudit(services.database, {
    scope: await getScope(services),
    actor,
    request: auditedRequest(),
    action: 'admin.refused',
    subject: new URL(request.url).pathname,
    before: null,
    after: { code },
  })
  throw new Refusal(code)
}

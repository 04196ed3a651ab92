import { loginOfRow, loginQuery } from '#lib/access/find-login.ts'
import { getArrivingCustomer } from '#lib/access/get-arriving-customer.ts'
import { type MemberLogin, mayChangeBilling, memberRoles } from '#lib/access/member-login.ts'
import { Refusal } from '#lib/errors.ts'
import { getTranslator } from '#lib/messages/translate.ts'
import { type ResolvedPolicy, resolveParts } from '#lib/overrides/resolve-policy.ts'
import { limits } from '#lib/rate-limits/limits.ts'
import { bucketsOf, refuseAgain, requireGranted, takeRequest } from '#lib/rate-limits/take.ts'
import type { Services } from '#lib/services.ts'
import { findAdmission } from './admission-store.ts'

export interface ChangeToAdmit {
  /** The browser's login. */
  token: string | undefined
  /** The login that the page was drawn for. */
  reference: string | undefined
  /** Whom the browser's address counts for, see `addressKey`. */
  address: string
}

/** Somebody who may change what their customer has, and what holds for that customer at this moment. */
export interface Admission {
  login: MemberLogin
  resolved: ResolvedPolicy
}

const roles = memberRoles.filter(mayChangeBilling)
const { burst, perSecond } = limits.change_by_customer
const byCustomer = { burst, everySeconds: 1 / perSecond }

/**
 * Lets a member change something once, in one query that reads and counts.
 * @throws Refusal sign_in_required | login_mismatch | role_not_allowed | rate_limited
 */
export async function admitChange(
  services: Services,
  { token, reference = '', address }: ChangeToAdmit,
): Promise<Admission> {
  const { database } = services
  const buckets = bucketsOf({ change_by_address: address, change_by_login: reference })
  refuseAgain(database, buckets)
  const query = await loginQuery(services, token)
  const counted = { buckets, byCustomer, loginId: reference, roles }
  const row = query && (await findAdmission(database, { login: query, counted }))
  if (!row) throw new Refusal('sign_in_required')

  const login = await loginOfRow(services, query, row.login)
  if (reference !== login.id) {
    // The answer names the customer, which is a call to Stripe: it counts like a change.
    await takeRequest(database, { change_by_address: address, change_by_login: login.id })
    throw new Refusal('login_mismatch', {
      detail: getTranslator(login.locale)('problem.login_mismatch_now', {
        customer: await nameCustomer(services, login),
      }),
    })
  }
  if (!mayChangeBilling(login.role)) throw new Refusal('role_not_allowed')
  const ofCustomer = bucketsOf({ change_by_customer: `${login.scope} ${login.customerId}` })
  requireGranted(database, [...buckets, ...ofCustomer], row.granted)
  return { login, resolved: resolveParts(row.parts, query.now) }
}

/** As people know the customer; where Stripe does not answer, what the login itself knows has to do. */
async function nameCustomer(services: Services, { customerId, name, email }: MemberLogin): Promise<string> {
  const customer = await getArrivingCustomer(services, customerId).catch(() => undefined)
  return customer?.name ?? customer?.email ?? name ?? email ?? customerId
}

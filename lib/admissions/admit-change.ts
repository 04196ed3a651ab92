import { loginOfRow, loginQuery } from '#lib/access/find-login.ts'
import { getArrivingCustomer } from '#lib/access/get-arriving-customer.ts'
import { type MemberLogin, type MemberRole, mayChangeBilling, memberRoles } from '#lib/access/member-login.ts'
import { Refusal } from '#lib/errors.ts'
import { getTranslator } from '#lib/messages/translate.ts'
import { type ResolvedPolicy, resolveParts } from '#lib/overrides/resolve-policy.ts'
import { limits } from '#lib/rate-limits/limits.ts'
import { bucketsOf, type NamedBucket, refuseAgain, requireGranted, takeRequest } from '#lib/rate-limits/take.ts'
import type { Services } from '#lib/services.ts'
import { type AdmissionRow, findAdmission } from './admission-store.ts'

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

const mayChange = memberRoles.filter(mayChangeBilling)
const { burst, perSecond } = limits.change_by_customer
const byCustomer = { burst, everySeconds: 1 / perSecond }

/**
 * Lets a member change something once, in one query that reads and counts.
 * @throws Refusal sign_in_required | login_mismatch | role_not_allowed | rate_limited
 */
export async function admitChange(services: Services, change: ChangeToAdmit): Promise<Admission> {
  const { database } = services
  const buckets = bucketsOfChange(change)
  refuseAgain(database, buckets)
  const { granted, ...admission } = await admit(services, change, mayChange)
  const { scope, customerId } = admission.login
  const ofCustomer = bucketsOf({ change_by_customer: `${scope} ${customerId}` })
  requireGranted(database, [...buckets, ...ofCustomer], granted)
  return admission
}

/**
 * The same for a change that was admitted and then had to wait: what holds by now. It was counted when it came.
 * @throws Refusal sign_in_required | login_mismatch | role_not_allowed
 */
export async function admitAgain(services: Services, change: ChangeToAdmit): Promise<Admission> {
  const { login, resolved } = await admit(services, change, [])
  return { login, resolved }
}

/** @param counted the roles whose changes are counted */
async function admit(
  services: Services,
  change: ChangeToAdmit,
  counted: MemberRole[],
): Promise<Admission & Pick<AdmissionRow, 'granted'>> {
  const { database } = services
  const { token, reference = '', address } = change
  const query = await loginQuery(services, token)
  const toCount = { buckets: bucketsOfChange(change), byCustomer, loginId: reference, roles: counted }
  const row = query && (await findAdmission(database, { login: query, counted: toCount }))
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
  return { login, resolved: resolveParts(row.parts, query.now), granted: row.granted }
}

function bucketsOfChange({ reference = '', address }: ChangeToAdmit): NamedBucket[] {
  return bucketsOf({ change_by_address: address, change_by_login: reference })
}

/** As people know the customer; where Stripe does not answer, what the login itself knows has to do. */
async function nameCustomer(services: Services, { customerId, name, email }: MemberLogin): Promise<string> {
  const customer = await getArrivingCustomer(services, customerId).catch(() => undefined)
  return customer?.name ?? customer?.email ?? name ?? email ?? customerId
}

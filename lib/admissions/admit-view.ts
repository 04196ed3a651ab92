import { isToTouch, loginQuery, viewLogin } from '#lib/access/find-login.ts'
import type { MemberLogin } from '#lib/access/member-login.ts'
import { type Company, readStoredCompany } from '#lib/company/company.ts'
import { resolveParts } from '#lib/overrides/resolve-policy.ts'
import type { Policy } from '#lib/policy/policy.ts'
import { limitsWith } from '#lib/rate-limits/limits.ts'
import { bucketsOf, purgeNowAndThen, refuse } from '#lib/rate-limits/take.ts'
import type { Services } from '#lib/services.ts'
import { findView, touchAndTell } from './view-store.ts'

export interface ViewToAdmit {
  /** Of the browser's login. */
  token: string | undefined
  /** Whom the browser's address counts for, see `addressKey`. */
  address: string
}

/** Somebody who looks at a page of theirs, and what it is drawn by. */
export interface MemberView {
  reader: MemberLogin
  policy: Policy
  company: Company
}

/**
 * Whose page it is and what holds at this moment, in one round trip that writes nothing. Once a minute the login is touched,
 * and the views that this process counted since are told to the others with it.
 * @returns undefined for a browser that is not signed in
 * @throws Refusal rate_limited
 */
export async function admitView(services: Services, { token, address }: ViewToAdmit): Promise<MemberView | undefined> {
  const { database, env, viewTally } = services
  const query = await loginQuery(services, token)
  const row = query && (await findView(database, query, address))
  if (!row) return undefined

  const reader = viewLogin(query, row.login)
  const counted = { view_by_address: address, view_by_customer: `${reader.scope} ${reader.customerId}` }
  const buckets = bucketsOf(counted, limitsWith(env)).map((bucket) => ({
    ...bucket,
    heldSeconds: row.heldSeconds.get(bucket.keyHash) ?? 0,
  }))
  const empty = viewTally.take(buckets)
  if (empty) throw refuse(empty.bucket, empty.retryAfterSeconds)
  if (isToTouch(query, row.login) || viewTally.isDue(buckets)) {
    await touchAndTell(database, { loginId: reader.id, now: query.now }, viewTally.settle(buckets))
    purgeNowAndThen(database)
  }
  return { reader, policy: resolveParts(row.parts, query.now).policy, company: readStoredCompany(row.company) }
}

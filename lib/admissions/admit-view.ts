import { loginOfRow, loginQuery } from '#lib/access/find-login.ts'
import type { MemberLogin } from '#lib/access/member-login.ts'
import { type Company, readStoredCompany } from '#lib/company/company.ts'
import { resolveParts } from '#lib/overrides/resolve-policy.ts'
import type { Policy } from '#lib/policy/policy.ts'
import type { Services } from '#lib/services.ts'
import { findView } from './view-store.ts'

/** Somebody who looks at a page of theirs, and what it is drawn by. */
export interface MemberView {
  reader: MemberLogin
  policy: Policy
  company: Company
}

/**
 * Whose page it is and what holds at this moment, in one round trip; once a minute a touch of the login besides.
 * @param token of the browser's login
 * @returns undefined for a browser that is not signed in
 */
export async function admitView(services: Services, token: string | undefined): Promise<MemberView | undefined> {
  const query = await loginQuery(services, token)
  const row = query && (await findView(services.database, query))
  if (!row) return undefined
  const reader = await loginOfRow(services, query, row.login)
  return { reader, policy: resolveParts(row.parts, query.now).policy, company: readStoredCompany(row.company) }
}

// What every page of a signed-in customer needs to know; read once a request, however many parts of the page ask.
import { unstable_rethrow } from 'next/navigation'
import { cache } from 'react'
import { type MemberLogin, mayChangeBilling } from '#lib/access/member-login.ts'
import type { Company } from '#lib/company/company.ts'
import { getCompany } from '#lib/company/get-company.ts'
import { getTranslator, type Translator } from '#lib/messages/translate.ts'
import { resolvePolicy } from '#lib/overrides/resolve-policy.ts'
import type { Policy } from '#lib/policy/policy.ts'
import { getServices, type Services } from '#lib/services.ts'
import { getPageLogin } from '#lib/web/page-login.ts'

export interface PortalContext {
  services: Services
  login: MemberLogin
  policy: Policy
  company: Company
  t: Translator
  mayChange: boolean
}

/** A signed-out visit goes to sign in. */
export const getPortalContext = cache(async (): Promise<PortalContext> => {
  const services = getServices()
  const login = await getPageLogin()
  const [{ policy }, { company }] = await Promise.all([
    resolvePolicy(services, login),
    getCompany(services, login.scope),
  ])
  return { services, login, policy, company, t: getTranslator(login.locale), mayChange: mayChangeBilling(login.role) }
})

/** Undefined where it cannot be read, as with the database down: PortalDocument says so in the place of everything. */
export async function findPortalContext(): Promise<PortalContext | undefined> {
  try {
    return await getPortalContext()
  } catch (error) {
    unstable_rethrow(error)
    return undefined
  }
}

// What every page with Stripe on it needs to know, read once a request.
import { type MemberLogin, mayChangeBilling } from '#lib/access/member-login.ts'
import type { Company } from '#lib/company/company.ts'
import { getCompany } from '#lib/company/get-company.ts'
import { getTranslator, type Translator } from '#lib/messages/translate.ts'
import { getPolicy } from '#lib/policy/get-policy.ts'
import type { Policy } from '#lib/policy/policy.ts'
import { getServices, type Services } from '#lib/services.ts'
import { getPageLogin } from '#lib/web/page-login.ts'

export interface EmbedContext {
  services: Services
  login: MemberLogin
  policy: Policy
  company: Company
  t: Translator
  mayChange: boolean
}

export async function getEmbedContext(): Promise<EmbedContext> {
  const services = getServices()
  const login = await getPageLogin()
  const [{ policy }, { company }] = await Promise.all([
    getPolicy(services, login.scope),
    getCompany(services, login.scope),
  ])
  return { services, login, policy, company, t: getTranslator(login.locale), mayChange: mayChangeBilling(login.role) }
}

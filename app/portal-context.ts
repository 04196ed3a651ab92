// What every page of a customer needs to know; read once a request, however many parts of the page ask.
import { unstable_rethrow } from 'next/navigation'
import { cache } from 'react'
import { type MemberLogin, mayChangeBilling } from '#lib/access/member-login.ts'
import type { Company } from '#lib/company/company.ts'
import { getTranslator, type Translator } from '#lib/messages/translate.ts'
import type { Policy } from '#lib/policy/policy.ts'
import { isPreview, type Preview } from '#lib/previews/preview.ts'
import { previewServices } from '#lib/previews/preview-services.ts'
import { getServices, type Services } from '#lib/services.ts'
import { getPageView } from '#lib/web/page-login.ts'

export interface PortalContext {
  services: Services
  /** A member, or an operator who only looks: what mints or changes takes a member's login alone. */
  reader: MemberLogin | Preview
  policy: Policy
  company: Company
  t: Translator
  mayChange: boolean
}

/** A signed-out visit goes to sign in. */
export const getPortalContext = cache(async (): Promise<PortalContext> => {
  const { reader, policy, company } = await getPageView()
  const services = isPreview(reader) ? previewServices(getServices()) : getServices()
  const t = getTranslator(reader.locale, company.time_zone ?? undefined)
  return { services, reader, policy, company, t, mayChange: mayChangeBilling(reader.role) }
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

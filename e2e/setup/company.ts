import { companySchema } from '#lib/company/company.ts'
import { getCompany } from '#lib/company/get-company.ts'
import { publishCompany } from '#lib/company/publish-company.ts'
import { getScope } from '#lib/stripe/scope.ts'
import type { Portico } from './instance.ts'
import { withServices } from './open-services.ts'

/** What the host app's company says of itself on every page. */
export async function introduceCompany(portico: Portico): Promise<void> {
  await withServices(portico, async (services) => {
    const scope = await getScope(services)
    await publishCompany(services, {
      scope,
      actor: { kind: 'system' },
      request: null,
      expectedRevision: (await getCompany(services, scope)).revision,
      company: companySchema.parse({ name: 'Acme', support_email: 'help@acme.example', host_url: portico.hostUrl }),
    })
  })
}

import { fromOverrideFields, judgeOverrideFields, overrideFormSchema } from '#lib/overrides/override-form.ts'
import { findOverride } from '#lib/overrides/override-store.ts'
import { resolvePolicy } from '#lib/overrides/resolve-policy.ts'
import { getServices } from '#lib/services.ts'
import { drawDraft } from '#lib/web/draw-draft.ts'
import { readForm } from '#lib/web/read-form.ts'
import { requireOperator } from '#lib/web/require-operator.ts'
import { respondToOperator } from '#lib/web/respond-to-operator.ts'
import { seeOther } from '#lib/web/see-other.ts'
import { type CustomerRoute, readCustomer } from '../../read-customer.ts'
import { saveJudged } from '../save-judged.ts'

export const POST = respondToOperator(async (request, route: CustomerRoute) => {
  const { login, audit } = await requireOperator(request, 'edit')
  const { customer, page } = await readCustomer(route)
  const { revision, fields } = await readForm(request, overrideFormSchema)
  const services = getServices()
  const { version } = await findOverride(services.database, { scope: audit.scope, customer })
  const { everyone } = await resolvePolicy(services, { scope: audit.scope, customerId: customer })
  const problems = judgeOverrideFields(everyone, fields, services.now())
  if (problems.length > 0) return drawDraft(request, page, { revision, fields, problems })

  // Its dangers are judged against the very version that it replaces.
  if (version !== revision) return drawDraft(request, page, { revision, fields, problems: [] })

  const override = { customer, expectedVersion: revision, ...fromOverrideFields(fields) }
  const outcome = await saveJudged({ login, audit }, override)
  if (outcome.kind === 'conflict') return drawDraft(request, page, { revision, fields, problems: [] })
  if (outcome.kind === 'unchanged') return seeOther(`${page}?override=nothing`)
  return seeOther(`${page}?override=${outcome.kind}`)
})

// A form that came back has this address, and a person may load it again.
export const GET = async (_request: Request, route: CustomerRoute) => seeOther((await readCustomer(route)).page)

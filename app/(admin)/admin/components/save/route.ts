import { getPolicy } from '#lib/policy/get-policy.ts'
import { policySchema } from '#lib/policy/policy.ts'
import { policySettings } from '#lib/policy/policy-sections.ts'
import { publishPolicy } from '#lib/policy/publish-policy.ts'
import { findDangers } from '#lib/portal-sessions/find-dangers.ts'
import { getServices } from '#lib/services.ts'
import { judgeFields } from '#lib/settings/draft.ts'
import { formSchema } from '#lib/settings/form-fields.ts'
import { drawDraft } from '#lib/web/draw-draft.ts'
import { readForm } from '#lib/web/read-form.ts'
import { requireOperator, requireStepUp } from '#lib/web/require-operator.ts'
import { respondToOperator } from '#lib/web/respond-to-operator.ts'
import { seeOther } from '#lib/web/see-other.ts'

const page = '/admin/components'
const body = formSchema(policySettings)

export const POST = respondToOperator(async (request) => {
  const { login, audit } = await requireOperator(request, 'edit')
  const { revision, fields } = await readForm(request, body)
  const judged = judgeFields(policySchema, policySettings, fields)
  if (judged.kind === 'invalid') return drawDraft(request, page, { revision, fields, problems: judged.problems })

  const current = await getPolicy(getServices(), audit.scope)
  // Its dangers are judged against the very revision that it replaces, or somebody could wait for another one to be saved.
  if (current.revision !== revision) return drawDraft(request, page, { revision, fields, problems: [] })
  const change = { before: current.policy, after: judged.content }
  await requireStepUp({ login, audit }, await findDangers(getServices(), change))
  const outcome = await publishPolicy(getServices(), { ...audit, expectedRevision: revision, policy: judged.content })
  if (outcome.kind === 'conflict') return drawDraft(request, page, { revision, fields, problems: [] })
  return seeOther(`${page}?saved=${outcome.kind === 'unchanged' ? 'nothing' : outcome.revision}`)
})

// A form that came back has this address, and a person may load it again.
export const GET = () => seeOther(page)

import { companySchema } from '#lib/company/company.ts'
import { companySettings } from '#lib/company/company-sections.ts'
import { publishCompany } from '#lib/company/publish-company.ts'
import { getServices } from '#lib/services.ts'
import { type Draft, judgeFields } from '#lib/settings/draft.ts'
import { type FormFields, formSchema, withUploads } from '#lib/settings/form-fields.ts'
import { drawDraft } from '#lib/web/draw-draft.ts'
import { readForm } from '#lib/web/read-form.ts'
import { requireOperator } from '#lib/web/require-operator.ts'
import { respondToOperator } from '#lib/web/respond-to-operator.ts'
import { seeOther } from '#lib/web/see-other.ts'

const page = '/admin/company'
const body = formSchema(companySettings)

export const POST = respondToOperator(async (request) => {
  const { audit } = await requireOperator(request, 'edit')
  const { revision, uploads, ...form } = await readForm(request, body)
  const fields = await withUploads(form.fields, uploads)
  const judged = judgeFields(companySchema, companySettings, fields)
  if (judged.kind === 'invalid') {
    const { problems } = judged
    return drawDraft(request, page, {
      revision,
      fields: withoutBadUploads(form.fields, { fields, problems }),
      problems,
    })
  }

  const outcome = await publishCompany(getServices(), { ...audit, expectedRevision: revision, company: judged.content })
  if (outcome.kind === 'conflict') return drawDraft(request, page, { revision, fields, problems: [] })
  return seeOther(`${page}?saved=${outcome.kind === 'unchanged' ? 'nothing' : outcome.revision}`)
})

// In the place of a picture that cannot be taken, the one that was there stays.
function withoutBadUploads(kept: FormFields, { fields, problems }: Pick<Draft, 'fields' | 'problems'>): FormFields {
  return problems.some(({ field }) => field === 'logo') ? { ...fields, logo: kept.logo ?? '' } : fields
}

// A form that came back has this address, and a person may load it again.
export const GET = () => seeOther(page)

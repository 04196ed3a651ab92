import { z } from 'zod'
import { endPreview } from '#lib/previews/end-preview.ts'
import { getServices } from '#lib/services.ts'
import { readForm } from '#lib/web/read-form.ts'
import { requireOperator } from '#lib/web/require-operator.ts'
import { respondToOperator } from '#lib/web/respond-to-operator.ts'
import { seeOther } from '#lib/web/see-other.ts'

export const POST = respondToOperator(async (request) => {
  const { login, audit } = await requireOperator(request, 'view')
  await readForm(request, z.strictObject({}))
  const customer = await endPreview(getServices(), { ...audit, login })
  return seeOther(customer ? `/admin/customers/${customer}?preview=ended` : '/admin/customers')
})

import { z } from 'zod'
import { enableOperator } from '#lib/operators/enable-operator.ts'
import { getServices } from '#lib/services.ts'
import { readForm } from '#lib/web/read-form.ts'
import { requireOperator } from '#lib/web/require-operator.ts'
import { respondToOperator } from '#lib/web/respond-to-operator.ts'
import { seeOther } from '#lib/web/see-other.ts'

const body = z.strictObject({ operator: z.uuid() })

export const POST = respondToOperator(async (request) => {
  const { audit } = await requireOperator(request, 'manage', { stepUp: true })
  const { operator } = await readForm(request, body)
  await enableOperator(getServices(), { ...audit, operatorId: operator })
  return seeOther(`/admin/operators/${operator}`)
})

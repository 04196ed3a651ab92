import { z } from 'zod'
import { changeOperatorRole } from '#lib/operators/change-operator-role.ts'
import { operatorRoles } from '#lib/operators/operator.ts'
import { getServices } from '#lib/services.ts'
import { readForm } from '#lib/web/read-form.ts'
import { requireOperator } from '#lib/web/require-operator.ts'
import { respondToOperator } from '#lib/web/respond-to-operator.ts'
import { seeOther } from '#lib/web/see-other.ts'

const body = z.strictObject({ operator: z.uuid(), role: z.enum(operatorRoles) })

export const POST = respondToOperator(async (request) => {
  const { audit } = await requireOperator(request, 'manage', { stepUp: true })
  const { operator, role } = await readForm(request, body)
  await changeOperatorRole(getServices(), { ...audit, operatorId: operator, role })
  return seeOther(`/admin/operators/${operator}`)
})

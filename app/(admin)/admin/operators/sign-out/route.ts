import { z } from 'zod'
import { signOutOperator } from '#lib/operators/sign-out-operator.ts'
import { getServices } from '#lib/services.ts'
import { readForm } from '#lib/web/read-form.ts'
import { requireOperator } from '#lib/web/require-operator.ts'
import { respondToOperator } from '#lib/web/respond-to-operator.ts'
import { seeOther } from '#lib/web/see-other.ts'

/** Without `login` it is everywhere. */
const body = z.strictObject({ operator: z.uuid(), login: z.uuid().optional() })

export const POST = respondToOperator(async (request) => {
  const { operator: by, audit } = await requireOperator(request, 'view')
  const { operator, login } = await readForm(request, body)
  await signOutOperator(getServices(), { ...audit, operatorId: operator, loginId: login, by })
  return seeOther(`/admin/operators/${operator}`)
})

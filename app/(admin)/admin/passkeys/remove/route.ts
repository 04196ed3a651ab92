import { z } from 'zod'
import { removePasskey } from '#lib/passkeys/remove-passkey.ts'
import { getServices } from '#lib/services.ts'
import { readForm } from '#lib/web/read-form.ts'
import { requireOperator } from '#lib/web/require-operator.ts'
import { respondToOperator } from '#lib/web/respond-to-operator.ts'
import { seeOther } from '#lib/web/see-other.ts'

const body = z.strictObject({ operator: z.uuid(), passkey: z.uuid() })

export const POST = respondToOperator(async (request) => {
  const { operator: by, audit } = await requireOperator(request, 'view', { stepUp: true })
  const { operator, passkey } = await readForm(request, body)
  await removePasskey(getServices(), { ...audit, operatorId: operator, passkeyId: passkey, by })
  return seeOther(`/admin/operators/${operator}`)
})

import { z } from 'zod'
import { longestPasskeyName } from '#lib/passkeys/passkey.ts'
import { renamePasskey } from '#lib/passkeys/rename-passkey.ts'
import { getServices } from '#lib/services.ts'
import { readForm } from '#lib/web/read-form.ts'
import { requireOperator } from '#lib/web/require-operator.ts'
import { respondToOperator } from '#lib/web/respond-to-operator.ts'
import { seeOther } from '#lib/web/see-other.ts'

const body = z.strictObject({ passkey: z.uuid(), name: z.string().trim().min(1).max(longestPasskeyName) })

export const POST = respondToOperator(async (request) => {
  const { operator, audit } = await requireOperator(request, 'view')
  const { passkey, name } = await readForm(request, body)
  await renamePasskey(getServices(), { ...audit, operator, passkeyId: passkey, name })
  return seeOther(`/admin/operators/${operator.id}`)
})

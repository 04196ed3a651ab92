import { z } from 'zod'
import { addPasskey } from '#lib/passkeys/add-passkey.ts'
import { newCredential } from '#lib/passkeys/credential.ts'
import { longestPasskeyName } from '#lib/passkeys/passkey.ts'
import { getServices } from '#lib/services.ts'
import { keepOperator } from '#lib/web/operator-cookie.ts'
import { readJson } from '#lib/web/read-json.ts'
import { requireOperator } from '#lib/web/require-operator.ts'
import { respond } from '#lib/web/respond.ts'

const body = z.strictObject({ name: z.string().trim().min(1).max(longestPasskeyName), credential: newCredential })

export const POST = respond(async (request: Request) => {
  const { login, audit } = await requireOperator(request, 'view', { stepUp: true, withoutPasskey: true })
  const { name, credential } = await readJson(request, body)
  const token = await addPasskey(getServices(), { ...audit, login, name, credential })
  return Response.json({ added: name }, { headers: { 'set-cookie': keepOperator(token) } })
})

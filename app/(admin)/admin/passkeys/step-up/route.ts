import { z } from 'zod'
import { signedCredential } from '#lib/passkeys/credential.ts'
import { stepUpByPasskey } from '#lib/passkeys/step-up-by-passkey.ts'
import { getServices } from '#lib/services.ts'
import { keepOperator } from '#lib/web/operator-cookie.ts'
import { readJson } from '#lib/web/read-json.ts'
import { requireOperator } from '#lib/web/require-operator.ts'
import { respond } from '#lib/web/respond.ts'

const body = z.strictObject({ credential: signedCredential })

export const POST = respond(async (request: Request) => {
  const { login, audit } = await requireOperator(request, 'view')
  const { credential } = await readJson(request, body)
  const token = await stepUpByPasskey(getServices(), { ...audit, login, credential })
  return Response.json({ stepped_up: true }, { headers: { 'set-cookie': keepOperator(token) } })
})

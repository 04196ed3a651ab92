import { z } from 'zod'
import { askForOwnPasskey } from '#lib/passkeys/ask-for-passkey.ts'
import { getServices } from '#lib/services.ts'
import { readJson } from '#lib/web/read-json.ts'
import { requireOperator } from '#lib/web/require-operator.ts'
import { respond } from '#lib/web/respond.ts'

const body = z.strictObject({})

export const POST = respond(async (request: Request) => {
  const { login } = await requireOperator(request, 'view')
  await readJson(request, body)
  return askForOwnPasskey(getServices(), login)
})

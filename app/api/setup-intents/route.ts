import { z } from 'zod'
import { getServices } from '#lib/services.ts'
import { createSetupIntent } from '#lib/setup-intents/create-setup-intent.ts'
import { mintInTurn } from '#lib/web/mint-in-turn.ts'
import { readJson } from '#lib/web/read-json.ts'
import { requireAdmission } from '#lib/web/require-admission.ts'
import { respond } from '#lib/web/respond.ts'

const body = z.strictObject({})

export const POST = respond(async (request: Request) => {
  const admission = await requireAdmission(request)
  await readJson(request, body)
  const { clientSecret } = await mintInTurn(request, admission, ({ login, resolved }) =>
    createSetupIntent(getServices(), { login, resolved }),
  )
  return Response.json({ client_secret: clientSecret })
})

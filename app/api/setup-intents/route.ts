import { z } from 'zod'
import { getServices } from '#lib/services.ts'
import { createSetupIntent } from '#lib/setup-intents/create-setup-intent.ts'
import { readJson } from '#lib/web/read-json.ts'
import { requireLogin } from '#lib/web/require-login.ts'
import { respond } from '#lib/web/respond.ts'

const body = z.strictObject({})

export const POST = respond(async (request: Request) => {
  const login = await requireLogin(request, 'change')
  await readJson(request, body)
  const { clientSecret } = await createSetupIntent(getServices(), { login })
  return Response.json({ client_secret: clientSecret })
})

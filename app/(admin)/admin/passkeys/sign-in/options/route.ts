import { z } from 'zod'
import { createToken } from '#lib/access/token.ts'
import { askForPasskey } from '#lib/passkeys/ask-for-passkey.ts'
import { getServices } from '#lib/services.ts'
import { requireOwnOrigin } from '#lib/web/check-origin.ts'
import { limitPasskeyChallenges } from '#lib/web/limit-requests.ts'
import { keepPasskeyVisit } from '#lib/web/operator-cookie.ts'
import { readJson } from '#lib/web/read-json.ts'
import { respond } from '#lib/web/respond.ts'

const body = z.strictObject({})

export const POST = respond(async (request: Request) => {
  requireOwnOrigin(request)
  await readJson(request, body)
  await limitPasskeyChallenges()
  const { token: visit } = createToken()
  const options = await askForPasskey(getServices(), visit)
  return Response.json(options, { headers: { 'set-cookie': keepPasskeyVisit(visit) } })
})

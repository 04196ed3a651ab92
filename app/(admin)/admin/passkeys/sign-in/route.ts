import { z } from 'zod'
import { signedCredential } from '#lib/passkeys/credential.ts'
import { signInByPasskey } from '#lib/passkeys/sign-in-by-passkey.ts'
import { getServices } from '#lib/services.ts'
import { requireOwnOrigin } from '#lib/web/check-origin.ts'
import { limitFailedEntries } from '#lib/web/limit-requests.ts'
import { forgetPasskeyVisit, keepOperator, readOperatorToken, readPasskeyVisit } from '#lib/web/operator-cookie.ts'
import { readJson } from '#lib/web/read-json.ts'
import { auditedRequest } from '#lib/web/require-operator.ts'
import { respond } from '#lib/web/respond.ts'

const body = z.strictObject({ credential: signedCredential })

export const POST = respond(
  limitFailedEntries(async (request: Request) => {
    requireOwnOrigin(request)
    const { credential } = await readJson(request, body)
    const token = await signInByPasskey(getServices(), {
      credential,
      visit: readPasskeyVisit(request) ?? '',
      previousLogin: readOperatorToken(request),
      request: auditedRequest(),
    })
    const headers = new Headers()
    for (const cookie of [keepOperator(token), forgetPasskeyVisit()]) headers.append('set-cookie', cookie)
    return Response.json({ signed_in: true }, { headers })
  }),
)

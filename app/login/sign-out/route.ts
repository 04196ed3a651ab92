import { z } from 'zod'
import { endLogin } from '#lib/access/end-login.ts'
import { signOutByHost } from '#lib/access/sign-out-by-host.ts'
import { getServices } from '#lib/services.ts'
import { requireOwnOrigin } from '#lib/web/check-origin.ts'
import { limitFailedEntries } from '#lib/web/limit-requests.ts'
import { forgetLogin, readLoginToken } from '#lib/web/login-cookies.ts'
import { hasContentType, hasForm } from '#lib/web/read-body.ts'
import { readForm } from '#lib/web/read-form.ts'
import { readJson } from '#lib/web/read-json.ts'
import { auditedRequest } from '#lib/web/require-operator.ts'
import { respond } from '#lib/web/respond.ts'
import { seeOther } from '#lib/web/see-other.ts'

const body = z.object({ token: z.string().optional() })

/**
 * Two ways to sign out. A member's own browser posts an empty form, and its login ends: 303.
 * The host app's backend posts `{token}` as JSON or as a form, signed as a hand-over is and with `purpose: sign_out`: every
 * login of the person in `sub` ends. Answers 204, for a person whom nobody has seen here as well.
 * Errors: 401 handoff_invalid (its `field` is the claim at fault) | handoff_expired | handoff_used, 429 rate_limited (too many of these), 503 handoff_not_configured | handoff_keys_unavailable | stripe_unavailable.
 */
export const POST = respond(
  limitFailedEntries(async (request: Request) => {
    const token = await findToken(request)
    if (token === undefined) return signOutMember(request)
    await signOutByHost(getServices(), { token, request: auditedRequest() })
    return new Response(null, { status: 204, headers: { 'cache-control': 'private, no-store' } })
  }),
)

async function findToken(request: Request): Promise<string | undefined> {
  if (hasContentType(request, 'application/json')) return (await readJson(request, body)).token
  return hasForm(request) ? (await readForm(request, body)).token : undefined
}

async function signOutMember(request: Request): Promise<Response> {
  requireOwnOrigin(request)
  await endLogin(getServices(), readLoginToken(request))
  return seeOther('/login/signed-out', { cookies: [forgetLogin()] })
}

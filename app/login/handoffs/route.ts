import { z } from 'zod'
import { acceptHandoff } from '#lib/access/accept-handoff.ts'
import { getServices } from '#lib/services.ts'
import { limitFailedEntries } from '#lib/web/limit-requests.ts'
import { hasContentType } from '#lib/web/read-body.ts'
import { readForm } from '#lib/web/read-form.ts'
import { readJson } from '#lib/web/read-json.ts'
import { respond } from '#lib/web/respond.ts'

const body = z.object({ token: z.string().default('') })

/**
 * The host app's backend hands a member over: `{token}` as JSON or as a form, and nothing but the token is believed.
 * Answers 201 `{url, expires_at}`: send the member's browser to `url` within a minute (`expires_at`, Unix seconds); it works once.
 * Errors: 401 handoff_invalid (its `field` is the claim at fault) | handoff_expired | handoff_used, 429 rate_limited (too many of these), 503 handoff_not_configured | handoff_keys_unavailable | stripe_unavailable.
 */
export const POST = respond(
  limitFailedEntries(async (request: Request) => {
    const isJson = hasContentType(request, 'application/json')
    const { token } = isJson ? await readJson(request, body) : await readForm(request, body)
    const services = getServices()
    const { token: ticket, addressExpiresAt } = await acceptHandoff(services, token)
    const url = `${services.env.publicOrigin}/login/handoffs/${ticket}`
    return Response.json(
      { url, expires_at: Math.floor(addressExpiresAt.getTime() / 1000) },
      { status: 201, headers: { location: url, 'cache-control': 'private, no-store' } },
    )
  }),
)

import { z } from 'zod'
import { componentNames } from '#lib/catalogue/catalogue.ts'
import { mintCustomerSession } from '#lib/customer-sessions/mint-customer-session.ts'
import { getServices } from '#lib/services.ts'
import { mintInTurn } from '#lib/web/mint-in-turn.ts'
import { readJson } from '#lib/web/read-json.ts'
import { requireAdmission } from '#lib/web/require-admission.ts'
import { respond } from '#lib/web/respond.ts'

const body = z.strictObject({
  components: z.array(z.enum(componentNames)).min(1, 'wants at least one component').max(componentNames.length),
  page: z.enum(['plans', 'buy', 'payment-methods', 'pay']).nullable().default(null),
  // Less than the policy allows may be asked for, never more.
  left_out: z.array(z.literal('payment_method_save')).max(1).default([]),
})

export const POST = respond(async (request: Request) => {
  const admission = await requireAdmission(request)
  const { components, page, left_out } = await readJson(request, body)
  const session = await mintInTurn(request, admission, ({ login, resolved }) =>
    mintCustomerSession(getServices(), { login, resolved, components, page, leftOut: left_out }),
  )
  return Response.json({ client_secret: session.clientSecret, expires_at: session.expiresAt })
})

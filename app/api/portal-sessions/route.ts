import { z } from 'zod'
import { flowNames } from '#lib/catalogue/flows.ts'
import { mintPortalSession } from '#lib/portal-sessions/mint-portal-session.ts'
import { getServices } from '#lib/services.ts'
import { mintInTurn } from '#lib/web/mint-in-turn.ts'
import { readForm } from '#lib/web/read-form.ts'
import { requireAdmission } from '#lib/web/require-admission.ts'
import { respond } from '#lib/web/respond.ts'

const body = z.strictObject({
  flow: z.enum(['portal_homepage', ...flowNames]),
  subscription: z
    .string()
    .regex(/^sub_\w{1,250}$/, 'is not the id of a subscription: it starts with sub_')
    .optional(),
  item: z
    .string()
    .regex(/^si_\w{1,250}$/, 'is not the id of a subscription item: it starts with si_')
    .optional(),
  price: z
    .string()
    .regex(/^price_\w{1,250}$/, 'is not the id of a price: it starts with price_')
    .optional(),
  login: z.string().optional(),
})

export const POST = respond(async (request: Request) => {
  const admission = await requireAdmission(request)
  const { flow, subscription, item, price } = await readForm(request, body)
  const { url } = await mintInTurn(request, admission, ({ login, resolved }) =>
    mintPortalSession(getServices(), { login, resolved, flow, subscription, item, price }),
  )
  return new Response(null, { status: 303, headers: { location: url } })
})

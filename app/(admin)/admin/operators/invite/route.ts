import { z } from 'zod'
import { createOperatorLink } from '#lib/operators/create-operator-link.ts'
import { operatorRoles } from '#lib/operators/operator.ts'
import { getServices } from '#lib/services.ts'
import { drawPage } from '#lib/web/draw-page.ts'
import { readForm } from '#lib/web/read-form.ts'
import { getRequestContext } from '#lib/web/request-context.ts'
import { requireOperator } from '#lib/web/require-operator.ts'
import { respondToOperator } from '#lib/web/respond-to-operator.ts'
import { seeOther } from '#lib/web/see-other.ts'

const body = z.strictObject({ email: z.email().max(200), role: z.enum(operatorRoles) })

// Drawn, not redirected to: the link is in no address and in no store, and shown this once.
export const POST = respondToOperator(async (request) => {
  const { audit } = await requireOperator(request, 'manage', { stepUp: true })
  const { email, role } = await readForm(request, body)
  const link = await createOperatorLink(getServices(), { email, role, by: audit })
  getRequestContext().invitation = { ...link, email }
  return drawPage('/admin/operators', { status: 200 })
})

// The page that shows the link has this address, and a person may load it again.
export const GET = () => seeOther('/admin/operators')

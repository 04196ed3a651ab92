import { z } from 'zod'
import { getServices } from '#lib/services.ts'
import { judgeHandoff } from '#lib/setup/judge-handoff.ts'
import { drawPage } from '#lib/web/draw-page.ts'
import { readForm } from '#lib/web/read-form.ts'
import { getRequestContext } from '#lib/web/request-context.ts'
import { requireOperator } from '#lib/web/require-operator.ts'
import { respondToOperator } from '#lib/web/respond-to-operator.ts'

// A POST, so that the token stands in no address, history or log; the answer does not repeat it.
export const POST = respondToOperator(async (request: Request) => {
  await requireOperator(request, 'edit')
  const { token } = await readForm(request, z.strictObject({ token: z.string() }))
  getRequestContext().judgedHandoff = await judgeHandoff(getServices(), token.trim())
  return drawPage('/admin/setup', { status: 200 })
})

import { z } from 'zod'
import { getServices } from '#lib/services.ts'
import { checkSetup } from '#lib/setup/check-setup.ts'
import { drawPage } from '#lib/web/draw-page.ts'
import { readForm } from '#lib/web/read-form.ts'
import { getRequestContext } from '#lib/web/request-context.ts'
import { requireOperator } from '#lib/web/require-operator.ts'
import { respondToOperator } from '#lib/web/respond-to-operator.ts'

// A POST, because it asks Stripe a dozen things and leaves a cancelled SetupIntent there.
export const POST = respondToOperator(async (request: Request) => {
  await requireOperator(request, 'edit')
  await readForm(request, z.strictObject({}))
  getRequestContext().findings = await checkSetup(getServices())
  return drawPage('/admin/setup', { status: 200 })
})

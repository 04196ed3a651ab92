import { z } from 'zod'
import { startPreview } from '#lib/previews/start-preview.ts'
import { getServices } from '#lib/services.ts'
import { readForm } from '#lib/web/read-form.ts'
import { requireOperator } from '#lib/web/require-operator.ts'
import { respondToOperator } from '#lib/web/respond-to-operator.ts'
import { seeOther } from '#lib/web/see-other.ts'
import { type CustomerRoute, readCustomer } from '../../read-customer.ts'

// Every operator sees this customer in the console already, so that every role may look at their pages.
export const POST = respondToOperator(async (request, route: CustomerRoute) => {
  const { login, audit } = await requireOperator(request, 'view')
  const { customer } = await readCustomer(route)
  await readForm(request, z.strictObject({}))
  await startPreview(getServices(), { ...audit, login, customer })
  return seeOther('/')
})

import { z } from 'zod'
import { setDefaultPaymentMethod } from '#lib/payment-methods/set-default-payment-method.ts'
import { getServices } from '#lib/services.ts'
import { readForm } from '#lib/web/read-form.ts'
import { requireAdmission } from '#lib/web/require-admission.ts'
import { respond } from '#lib/web/respond.ts'

const body = z.strictObject({
  payment_method: z.string().regex(/^(pm|card|src)_\w{1,250}$/, 'is not the id of a payment method'),
  subscription: z
    .string()
    .regex(/^sub_\w{1,250}$/, 'is not the id of a subscription: it starts with sub_')
    .optional(),
  login: z.string().optional(),
})

export const POST = respond(async (request: Request) => {
  const { login, resolved } = await requireAdmission(request)
  const { payment_method: paymentMethod, subscription } = await readForm(request, body)
  await setDefaultPaymentMethod(getServices(), { login, resolved, paymentMethod, subscription })
  return new Response(null, { status: 303, headers: { location: '/payment-methods?done=default' } })
})

import { endOperatorLogin } from '#lib/operators/end-operator-login.ts'
import { getServices } from '#lib/services.ts'
import { requireOwnOrigin } from '#lib/web/check-origin.ts'
import { forgetOperator, readOperatorToken } from '#lib/web/operator-cookie.ts'
import { respondToOperator } from '#lib/web/respond-to-operator.ts'
import { seeOther } from '#lib/web/see-other.ts'

export const POST = respondToOperator(async (request) => {
  requireOwnOrigin(request)
  await endOperatorLogin(getServices(), readOperatorToken(request))
  return seeOther('/admin/sign-in', { cookies: [forgetOperator()] })
})

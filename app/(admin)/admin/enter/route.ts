import { z } from 'zod'
import { enterByLink } from '#lib/operators/enter-by-link.ts'
import { getServices } from '#lib/services.ts'
import { requireOwnOrigin } from '#lib/web/check-origin.ts'
import { limitFailedEntries } from '#lib/web/limit-requests.ts'
import { keepOperator, readOperatorToken } from '#lib/web/operator-cookie.ts'
import { readForm } from '#lib/web/read-form.ts'
import { auditedRequest } from '#lib/web/require-operator.ts'
import { respondToOperator } from '#lib/web/respond-to-operator.ts'
import { seeOther } from '#lib/web/see-other.ts'

const body = z.strictObject({ token: z.string().max(100) })

export const POST = respondToOperator(
  limitFailedEntries(async (request: Request) => {
    requireOwnOrigin(request)
    const { token } = await readForm(request, body)
    const previousLogin = readOperatorToken(request)
    const login = await enterByLink(getServices(), { token, previousLogin, request: auditedRequest() })
    return seeOther('/admin/add-passkey', { cookies: [keepOperator(login)], hidesReferrer: true })
  }),
)

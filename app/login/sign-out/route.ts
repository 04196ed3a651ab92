import { endLogin } from '#lib/access/end-login.ts'
import { getServices } from '#lib/services.ts'
import { requireOwnOrigin } from '#lib/web/check-origin.ts'
import { forgetLogin, readLoginToken } from '#lib/web/login-cookies.ts'
import { respond } from '#lib/web/respond.ts'
import { seeOther } from '#lib/web/see-other.ts'

export const POST = respond(async (request: Request) => {
  requireOwnOrigin(request)
  await endLogin(getServices(), readLoginToken(request))
  return seeOther('/login/signed-out', { cookies: [forgetLogin()] })
})

import { findLogin } from '#lib/access/find-login.ts'
import { resolveReturn } from '#lib/returns/resolve-return.ts'
import { readReturnMarks, returnPathOf } from '#lib/returns/return-marks.ts'
import { getServices } from '#lib/services.ts'
import { readLoginToken } from '#lib/web/login-cookies.ts'
import { respond } from '#lib/web/respond.ts'
import { seeOther } from '#lib/web/see-other.ts'

/** Where Stripe sends customers back to. The address it makes holds a secret, so nobody stays on it. */
export const GET = respond(async (request: Request) => {
  const services = getServices()
  const marks = readReturnMarks(new URL(request.url).searchParams)
  const login = await findLogin(services, readLoginToken(request))
  const path = login
    ? await resolveReturn(services, { login, marks })
    : `/login/start?${new URLSearchParams({ return_to: returnPathOf(marks) })}`
  return seeOther(path, { hidesReferrer: true })
})

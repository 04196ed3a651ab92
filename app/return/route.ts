import { admitView } from '#lib/admissions/admit-view.ts'
import { addressKey } from '#lib/rate-limits/address-key.ts'
import { resolveReturn } from '#lib/returns/resolve-return.ts'
import { readReturnMarks, returnPathOf } from '#lib/returns/return-marks.ts'
import { getServices } from '#lib/services.ts'
import { readLoginToken } from '#lib/web/login-cookies.ts'
import { getRequestContext } from '#lib/web/request-context.ts'
import { respond } from '#lib/web/respond.ts'
import { seeOther } from '#lib/web/see-other.ts'

/** Where Stripe sends customers back to. The address it makes holds a secret, so nobody stays on it. */
export const GET = respond(async (request: Request) => {
  const services = getServices()
  const marks = readReturnMarks(new URL(request.url).searchParams)
  const address = addressKey(getRequestContext().ip)
  const view = await admitView(services, { token: readLoginToken(request), address })
  const path = view
    ? await resolveReturn(services, { login: view.reader, marks })
    : `/login/start?${new URLSearchParams({ return_to: returnPathOf(marks) })}`
  return seeOther(path, { hidesReferrer: true })
})

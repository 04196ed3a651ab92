import { getArrivingCustomer } from '#lib/access/get-arriving-customer.ts'
import { getTicket } from '#lib/access/ticket.ts'
import { isSameSecret } from '#lib/access/token.ts'
import { getServices } from '#lib/services.ts'
import { enter } from '#lib/web/enter.ts'
import { readTicket, readVisit } from '#lib/web/login-cookies.ts'
import { respond } from '#lib/web/respond.ts'
import { seeOther } from '#lib/web/see-other.ts'

/** The clean address of both ways in. A visit that this browser began goes straight on; any other is asked first. */
export const GET = respond(async (request: Request) => {
  const services = getServices()
  const { claims } = await getTicket(services, readTicket(request))
  const visit = readVisit(request)
  if (visit && claims.nonce && isSameSecret(visit.state, claims.nonce)) return enter(request, visit.returnPath)
  await getArrivingCustomer(services, claims.customer)
  return seeOther('/login/continue', { hidesReferrer: true })
})

/** Without it Next would answer HEAD by running GET, and use the ticket up. */
export const HEAD = () => new Response(null, { status: 204 })

import { openTicketAddress, ticketLifetimeSeconds } from '#lib/access/ticket.ts'
import { getServices } from '#lib/services.ts'
import { keepTicket } from '#lib/web/login-cookies.ts'
import { respond } from '#lib/web/respond.ts'
import { seeOther } from '#lib/web/see-other.ts'

/** The one-time address. Opening it uses nothing up, so that a scanner or a preview of links cannot. */
export const GET = respond(async (_request: Request, { params }: { params: Promise<{ ticket: string }> }) => {
  const { ticket } = await params
  const sealed = await openTicketAddress(getServices(), ticket)
  return seeOther('/login/arrive', { cookies: [keepTicket(sealed, ticketLifetimeSeconds)], hidesReferrer: true })
})

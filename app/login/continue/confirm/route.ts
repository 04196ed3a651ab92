import { z } from 'zod'
import { ticketReference } from '#lib/access/ticket.ts'
import { requireOwnOrigin } from '#lib/web/check-origin.ts'
import { enter } from '#lib/web/enter.ts'
import { limitFailedEntries } from '#lib/web/limit-requests.ts'
import { readTicket } from '#lib/web/login-cookies.ts'
import { readForm } from '#lib/web/read-form.ts'
import { respond } from '#lib/web/respond.ts'
import { seeOther } from '#lib/web/see-other.ts'

const body = z.strictObject({ ticket: z.string() })

export const POST = respond(
  limitFailedEntries(async (request: Request) => {
    requireOwnOrigin(request)
    const { ticket } = await readForm(request, body)
    // Another hand-over reached this browser after the page had asked: it has to ask again.
    if (ticket !== ticketReference(readTicket(request))) return seeOther('/login/arrive')
    return enter(request)
  }),
)

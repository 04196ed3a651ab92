import { z } from 'zod'
import { acceptHandoff } from '#lib/access/accept-handoff.ts'
import { ticketLifetimeSeconds } from '#lib/access/ticket.ts'
import { getServices } from '#lib/services.ts'
import { limitFailedEntries } from '#lib/web/limit-requests.ts'
import { keepTicket } from '#lib/web/login-cookies.ts'
import { readForm } from '#lib/web/read-form.ts'
import { respond } from '#lib/web/respond.ts'
import { seeOther } from '#lib/web/see-other.ts'

const body = z.object({ token: z.string().default('') })

/**
 * The member's browser hands over a form with `token`, coming from the host app's page. The one POST without a check of
 * Origin: it signs nobody in, that takes the state of our own cookie or a click on "Continue as …".
 */
export const POST = respond(
  limitFailedEntries(async (request: Request) => {
    const { token } = await readForm(request, body)
    const { sealed } = await acceptHandoff(getServices(), token)
    return seeOther('/login/arrive', { cookies: [keepTicket(sealed, ticketLifetimeSeconds)], hidesReferrer: true })
  }),
)

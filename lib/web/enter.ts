import { parseReturnPath } from '#lib/access/return-path.ts'
import { signInMember } from '#lib/access/sign-in-member.ts'
import { getServices } from '#lib/services.ts'
import { forgetTicket, forgetVisit, keepLogin, readLoginToken, readTicket } from './login-cookies.ts'
import { seeOther } from './see-other.ts'

/** Signs the browser in with its ticket, and sends it where it was going. */
export async function enter(request: Request, returnPath?: string): Promise<Response> {
  const previousToken = readLoginToken(request)
  const { token, claims } = await signInMember(getServices(), { ticket: readTicket(request), previousToken })
  return seeOther(returnPath ?? parseReturnPath(claims.return_to) ?? '/', {
    cookies: [keepLogin(token), forgetTicket(), forgetVisit()],
    hidesReferrer: true,
  })
}

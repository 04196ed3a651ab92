import { findLogin } from '#lib/access/find-login.ts'
import { getServices } from '#lib/services.ts'
import { forgetLogin, keepVisit, readLoginToken, startVisit } from '#lib/web/login-cookies.ts'
import { respond } from '#lib/web/respond.ts'
import { seeOther } from '#lib/web/see-other.ts'

/** Sends a signed-out visit to the host app, to come back with a token whose `nonce` is the `state` that it takes along. */
export const GET = respond(async (request: Request) => {
  const services = getServices()
  const visit = startVisit(new URL(request.url).searchParams.get('return_to') ?? '/')
  const isSignedIn = (await findLogin(services, readLoginToken(request))) !== undefined
  const cookies = isSignedIn ? [keepVisit(visit)] : [keepVisit(visit), forgetLogin()]

  const { hostSignInUrl } = services.env.handoff
  if (!hostSignInUrl) return seeOther(`/sign-in?${new URLSearchParams({ return_to: visit.returnPath })}`, { cookies })
  const url = new URL(hostSignInUrl)
  url.searchParams.set('return_to', visit.returnPath)
  url.searchParams.set('state', visit.state)
  return seeOther(url.href, { cookies, hidesReferrer: true })
})
